PYTHON ?= python3
PORT ?= 8000
export PORT DEBUG

.DEFAULT_GOAL := help
.PHONY: run test audit bench texts lock help

run: ## Open the shop on http://127.0.0.1:8000 (PORT=, DEBUG=1)
	@exec $(PYTHON) tools/run.py

test: ## Check everything, or a part: ARGS="tests/shop -k stock"
	@exec $(PYTHON) tools/test.py $(ARGS)

audit: ## Measure every kind of page in a real browser (ARGS=--quick: without Lighthouse)
	@exec $(PYTHON) tools/audit_pages.py $(ARGS)

bench: ## Measure, against a floor of the same run
	@exec $(PYTHON) tools/bench.py $(ARGS)

texts: ## Bring the .po files up to date with the source, and compile them
	@exec $(PYTHON) tools/in_environment.py tools/texts.py extract compile

lock: ## Compile requirements*.in to exact versions with hashes
	@exec $(PYTHON) tools/lock.py

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
