class SettingsService:
    """Being written."""
