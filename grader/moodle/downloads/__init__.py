"""What a quiz lets one download: tables of text, and the attempts that the Responses report tells of."""
