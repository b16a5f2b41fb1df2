"""The French screens. One file a screen; nothing here searches, ranks or reads fiches."""
