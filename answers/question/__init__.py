"""What is asked: read once into typed values."""
