"""Training: courses with lessons, what was learnt, who follows whom, and tools that outlive a course."""
