class FollowingService:
    """Being written."""
