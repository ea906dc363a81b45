"""The rehearsal in threes, for a phone in the hand."""

from workshop.ui.conversation.rehearsal import rehearsal_page

rehearsal_page()
