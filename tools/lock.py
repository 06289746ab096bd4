"""``make lock``: compile ``requirements*.in`` to exact versions with hashes, for every system."""

from ground import PYTHON, VAR, ensure_environment, run

OPTIONS = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url"]

if __name__ == "__main__":
    ensure_environment()
    uv = VAR / "uv"
    run(PYTHON, "-m", "pip", "install", "--quiet", "--upgrade", "--target", uv, "uv")
    compile_ = [uv / "bin" / "uv", "pip", "compile", *OPTIONS, "--custom-compile-command", "make lock"]
    for name, more in (("requirements", []), ("requirements-dev", ["-c", "requirements.txt"])):
        run(*compile_, *more, f"{name}.in", "-o", f"{name}.txt", UV_NO_CONFIG="1", UV_FIND_LINKS="")
