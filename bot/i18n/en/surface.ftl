# reviewed: no
button-settings-house-zone = 🏠 As the newsroom: { $zone }
