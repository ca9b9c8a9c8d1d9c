"""Tools of the trade, none of them needed to run the bot."""
