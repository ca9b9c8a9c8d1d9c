class SearchingService:
    """Being written."""
