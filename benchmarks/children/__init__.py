"""The small programs to measure, each started as a process of its own."""
