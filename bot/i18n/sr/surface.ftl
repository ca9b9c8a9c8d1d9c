# reviewed: no
button-settings-house-zone = 🏠 Као редакција: { $zone }
