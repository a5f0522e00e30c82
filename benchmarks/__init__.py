"""What INSET Quiz costs, measured beside a bare program of the same kind. Run ``python -m benchmarks``."""
