"""The rehearsal in threes, for a phone in the hand."""

from workshop.ui.rehearsal import rehearsal_page

rehearsal_page()
