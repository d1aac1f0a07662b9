"""Vehicle routing: problem in, checked plan out."""
