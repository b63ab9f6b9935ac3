"""Real names as documents, questions made of them, and the engines that they are put to."""
