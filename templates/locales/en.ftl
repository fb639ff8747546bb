# Every word that sourcebook itself puts on a page. Words of content are not here.
# The form is that of Project Fluent. A message is looked up by its name; names say what is meant, not how it is worded.

## Around every page

skip-to-text = Skip to the text
search = Search
found-count = { $count } found
nothing-found = Nothing found

## How far to trust a page, at a glance

status-label = How far to trust this page
status-withdrawn = Withdrawn: do not use
status-retracted = Retracted, or rests on a retracted report
status-superseded = Superseded
status-doubted = Called into question by a journal
status-unreviewed = Not reviewed by a clinician
status-handbook-unreviewed = No clinician has reviewed this handbook
status-page-unreviewed = No clinician has reviewed this page
status-none-reviewed = None of these has been reviewed by a clinician
status-some-reviewed = { $reviewed } of { $count } reviewed by a clinician
status-suspect = Has changed since it was reviewed
status-reviewed = Reviewed by { $name } on { $day }
status-next-review = to be read again by
status-review-overdue = this day has passed
status-as-of = as of
status-outdated = stated long ago: may have changed
status-patients = Patients:
status-size-not-stated = size not stated
status-position = An opinion, and no evidence
status-paid = Paid for by the maker, { $payers }
status-doubts = { $count ->
    [one] One value is printed so by its source, and in doubt
   *[other] { $count } values are printed so by their sources, and in doubt
}
status-grounded = { $claims ->
    [one] { $found } of 1 claim found in its paper by machine
   *[other] { $found } of { $claims } claims found in their papers by machine
}
status-grounded-accepted = { $claims ->
    [one] { $found } of 1 claim found in its paper by machine, { $accepted } accepted without
   *[other] { $found } of { $claims } claims found in their papers by machine, { $accepted } accepted without
}

## How strong a recommendation is

stance-for = Recommended
stance-consider = Consider
stance-against-routine = Not as routine
stance-against = Recommended against
strength-rank = ({ $rank } of { $count }, strongest first)
strength-ungraded = No class or level given
list-strength = How strong

## Open questions

questions-open = Under study
questions-unstudied = No study in this handbook
questions-name = About
questions-question = Question
questions-studies = Studies that may answer it
questions-known = Known so far
questions-argued = Argued

## What is not to be relied on

superseded-title = Superseded and withdrawn
superseded-lead = What stands here is not to be relied on any more. It is kept so that links to it still say so.
superseded-none = Nothing in this handbook is withdrawn, retracted or superseded.
superseded-withdrawn = Withdrawn
superseded-retracted = Retracted
superseded-superseded = Superseded
superseded-doubted = Called into question by a journal
superseded-what = What
superseded-kind = Kind
superseded-by = In its place
superseded-why = Why

## About the edition

about-title = About this edition
about-edition = This edition
about-title-of = Title
about-version = Version
about-searched = Literature searched to
about-search-outdated = long ago: newer work is missing
about-authors = Authors
about-licence = Licence
about-language = Language
about-address = Address
about-report = Report a problem
about-made = Made with
about-made-with = sourcebook { $version }
about-disclaimer = What it is and is not
about-checked = How far it was checked
about-reviewed = Reviewed by a clinician
about-reviewed-count = { $reviewed } of { $count } records
about-grounded = Held against the papers
about-grounded-count = { $claims } claims: { $found } found by machine, { $accepted } accepted without, { $rest } in no paper at hand
about-quality = What the checks found
about-quality-count = { $open } to be mended, { $accepted } printed so by a source and in doubt
about-disputed = Where sources disagree
about-disputed-count = { $count ->
    [one] 1 record
   *[other] { $count } records
}
about-superseded = Superseded and withdrawn
about-superseded-count = { $count ->
    [0] nothing
   *[other] { $count }
}
about-contents = What is in it
about-kind = What
about-count = How many
about-all-records = All records
about-chapters = Chapters
not-stated = not stated

## What is not there, and reading without a network

not-found-title = There is no such page
not-found-lead = The handbook has no page at this address. It may have been renamed or taken out.
not-found-ways = Ways on
not-found-start = The first page
not-found-glossary = Glossary
offline-title = This page was not kept
offline-lead = There is no network, and your browser has kept no copy of this page.
kept-copy = This is a kept copy of edition { $edition }, fetched on { $day } ({ $age }), for there is no network or it is slow. It may have been changed since.
kept-copy-plain = This is a kept copy, fetched on { $day } ({ $age }), for there is no network or it is slow. It may have been changed since.

## Where sources disagree

disputed-caption = Where sources differ on { $name }
disputed-read-in = Read in
disputed-says = Says
disputed-why = Why they differ
disputed-used = used here
disputed-no-reason = No reason is given.
disputed-works = Entries of the bibliography

## Fields of records, as part of a label

field-about = about
field-aliases = other names
field-analysed = patients analysed
field-arm = arm
field-arms = arm
field-as-of = as of
field-author = authors
field-blinding = blinding
field-capability = capability
field-ci = interval
field-classes = class
field-compares = what is compared
field-complications = complication
field-composite = what it is made of
field-conditions = conditions
field-control = comparison
field-data = data
field-date = date
field-definition = definition
field-design = design
field-direction = direction
field-doi = DOI
field-dose = dose
field-doses = dose
field-editor = editors
field-effect = effect
field-ended = how it ended
field-endpoints = endpoint
field-estimate = estimate
field-events = events
field-evidence = evidence
field-excluded = who was left out
field-favours = what it favours
field-flow = flow
field-for = for whom
field-funding = funding
field-harms = harm
field-high = upper bound
field-holder = who holds it
field-how = how
field-indications = indication
field-intervention = intervention
field-is = bound
field-issue = issue
field-issuer = issuer
field-journal = journal
field-journaltitle = journal
field-label = label
field-level = level of evidence
field-levels = level
field-low = lower bound
field-makers = makers
field-measure = measure
field-mechanism = how it works
field-n = patients
field-name = name
field-number = number
field-of = of whom
field-outcomes = outcome
field-oxygenation = oxygenation
field-p = P value
field-pages = pages
field-parameter = measure
field-part = part
field-parts = part
field-percent = percentage
field-planned = as planned
field-planned-size = planned size
field-pooled = studies pooled
field-pools = studies in the handbook
field-population = population
field-primary = primary outcome
field-publisher = publisher
field-reference = own report
field-registry = registry number
field-reports = further reports
field-results = results
field-revision = times revised
field-role = role
field-sample-size = size
field-size = size
field-sort = sort
field-stages = stage
field-status = status
field-steps = step
field-strength = class
field-strong = strong
field-summary = summary
field-supports = side supported
field-symbol = symbol
field-text = in words
field-therapies = therapies
field-thresholds = threshold
field-time = time
field-title = title
field-trend = trend
field-type = type
field-unit = unit
field-units = unit
field-value = value
field-volume = volume
field-wording = wording
field-worse = direction that is worse
field-year = year
