"""What readers open: a subject's credit file, its chronicle, and a case on the desk."""
