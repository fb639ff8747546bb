# Every word that sourcebook itself puts on a page. Words of content are not here.
# The form is that of Project Fluent. A message is looked up by its name; names say what is meant, not how it is worded.

## Around every page

skip-to-text = Skip to the text
search = Search
found-count = { $count } found
nothing-found = Nothing found

## Finding one's way

ways-start = Start
ways-contents = Contents
ways-close = Close
ways-all-chapters = All chapters
ways-records = Records
ways-reference = Reference
ways-bibliography = Bibliography
ways-glossary = Glossary
ways-disagreements = Where sources disagree
ways-crumbs = Where this page stands
ways-on-this-page = On this page
ways-also-called = Also called
ways-used-by = Used by
ways-used-by-many = { $title } ({ $count })
ways-sources = Where this was read
ways-turn = Previous and next
ways-a-z = A to Z
ways-a-z-letter = { $letter }: A to Z
ways-letters = Letters
ways-names = { $count ->
    [one] { $count } name
   *[other] { $count } names
}
ways-all = All
ways-report = Report a problem
ways-not-reviewed = No clinician has reviewed this page.
ways-handbook-not-reviewed = No clinician has reviewed this handbook.
ways-version = version { $version }

# How a page is cited.
ways-cite = Cite this page
ways-cite-in = In: { $title }
ways-cite-version = Version { $version }

# A table as a file.
ways-csv = Table as CSV
ways-csv-group = Group
ways-csv-source = Source

# What a link leads to is marked so.
ways-withdrawn = withdrawn
ways-retracted = retracted
ways-superseded = superseded
ways-doubted = expression of concern
ways-corrected = corrected
ways-suspect = suspect: changed since it was reviewed

## What the script of the pages says; `{n}` and `{name}` are filled in there

script-copy = Copy
script-copy-link = Copy the link to { "{name}" }
script-copied = Copied
script-copy-by-hand = Copy this by hand:
script-tap-again = Tap again to open the page.
script-sort-by = Sort by { "{name}" }
script-sorted-up = Sorted by { "{name}" }, smallest first
script-sorted-down = Sorted by { "{name}" }, largest first
script-as-it-was = As it was
script-filter = Filter the rows
script-rows = Rows: { "{n}" }
script-any = any
script-group = Group
