class PrivacyService:
    """Being written."""
