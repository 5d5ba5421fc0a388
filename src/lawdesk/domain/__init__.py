"""What is true: values and rules of a law practice. Standard library (and Babel) only."""
