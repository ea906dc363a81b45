"""The conversation itself, for a phone in the hand."""

from workshop.ui.conversation.live import live_page

live_page()
