# reviewed: no
button-also = Такође: { $source }
