# reviewed: no
button-also = Edhe: { $source }
