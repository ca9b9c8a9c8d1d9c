# reviewed: no
button-settings-house-zone = 🏠 Si redaksia: { $zone }
