# Every word that sourcebook itself puts on a page. Words of content are not here.
# The form is that of Project Fluent. A message is looked up by its name; names say what is meant, not how it is worded.

## Around every page

skip-to-text = Skip to the text
search = Search
found-count = { $count } found
nothing-found = Nothing found
