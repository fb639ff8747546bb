# Every word that sourcebook itself puts on a page. Words of content are not here.
# The form is that of Project Fluent. A message is looked up by its name; names say what is meant, not how it is worded.

## Around every page

skip-to-text = Skip to the text
search = Search
found-count = { $count } found
nothing-found = Nothing found

## Printed sheets

print-recommended = What is recommended
print-sources = Where this was read
print-more = { $count ->
    [one] One more is on its page.
   *[other] { $count } more are on its page.
}
print-record = Record
print-version = Version { $version }
print-digest = Digest
print-until = Do not use after
print-no-until = no day is set
print-sealed = { $found } of { $all } claims held against the papers, and sealed
print-page-one = Page 1 of 1
print-scan = Scan for the live page
print-code = Code that leads to { $address }
print-no-address = The handbook has no address, so this sheet has no code that leads to its page.
print-draft = DRAFT
print-draft-because = Not for use:
print-no-source = no source
print-as-printed = as printed
print-withdrawn = withdrawn
print-retracted = retracted
print-superseded = superseded
print-concern = expression of concern
print-corrected = corrected
