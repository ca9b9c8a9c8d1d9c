# reviewed: no
button-also = Also: { $source }
