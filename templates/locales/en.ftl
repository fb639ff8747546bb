# Every word that sourcebook itself puts on a page. Words of content are not here.
# The form is that of Project Fluent. A message is looked up by its name; names say what is meant, not how it is worded.

## Around every page

skip-to-text = Skip to the text
search = Search
# The script of the search puts in the number, so that nothing can be chosen by it.
found-count = { $count } found
found-results = Found
# {"{sort}"} is what is found, such as "Trial".
found-in-text = { "{sort}" }, in its text
# The same, where no page has all of the words.
found-without = { "{sort}" }, without “{ "{words}" }”
nothing-found = Nothing found
search-failed = The search could not be loaded
private-build = Private build: do not publish.
private-why = It shows passages of papers under copyright.

## Kinds of records: the heading of many, and the word for one

kinds-definition = Definitions
kinds-staging = Staging systems
kinds-condition = Causes and phenotypes
kinds-therapy = Therapies
kinds-trial = Completed trials
kinds-analysis = Analyses and registries
kinds-study = Ongoing studies
kinds-recommendation = Recommendations
kinds-grading = Grading systems
kinds-position = Positions
kinds-question = Open questions
kinds-pathway = Pathways
kinds-score = Scores
kinds-parameter = Parameters
kinds-reference = Notes on references
kind-definition = Definition
kind-staging = Staging
kind-condition = Condition
kind-therapy = Therapy
kind-trial = Trial
kind-analysis = Analysis
kind-study = Study
kind-recommendation = Recommendation
kind-grading = Grading
kind-position = Position
kind-question = Question
kind-pathway = Pathway
kind-score = Score
kind-parameter = Parameter
kind-reference = Reference
kind-chapter = Chapter
kind-list = List
kind-abbreviation = Abbreviation

## What a field may be chosen to say, as it stands in the middle of a sentence

choice-HR = HR
choice-IRR = IRR
choice-MD = MD
choice-OR = OR
choice-RD = RD
choice-RR = RR
choice-SMD = SMD
measure-HR = hazard ratio
measure-RR = relative risk
measure-OR = odds ratio
measure-RD = risk difference
measure-MD = mean difference
measure-SMD = standardised mean difference
measure-IRR = rate ratio

## Flowcharts

flowchart-title = { $pathway }, as a chart
flowchart-description = Care begins at the dot. A six-sided box is a decision, with its answers below; a box with a double edge is an end. A box leads to what is said of the step, and the smaller words in it to what the step is done with.
flowchart-more = and { $count } more
flowchart-step = Step
flowchart-with = With
flowchart-answer = If
flowchart-next = Then
flowchart-end = ends here
## The evidence map

map-title = Evidence map
map-figure = Which therapies were studied in which conditions
map-description = Each mark is a trial or analysis that the handbook has: its shape says of what sort, its size how many patients (the smallest also where that is not stated), and the sign beside it which way its primary outcome points, else the outcome that its record has first. The handbook may lack studies, and nothing here grades them.
map-study = Study
map-condition = Condition
map-design = Design
map-size = Patients
map-direction = Direction
map-outcome = Outcome
map-effect = Effect
map-randomised = randomised trial
map-pooled = meta-analysis
map-other = other study
map-better = did better
map-worse = did worse
map-not-shown = no difference shown
map-differs = differs; which is better is not stated
map-not-stated = no effect estimate with an interval
map-no-study = no study
map-flagged = withdrawn, retracted, superseded or called into question
map-patients = { $size } patients
map-condition-not-stated = Condition not stated
map-design-not-stated = design not stated
choice-against = against
choice-against-routine = against routine
choice-care-process = care process
choice-case-series = case series
choice-cause = cause
choice-cluster-randomised = cluster randomised
choice-cohort = cohort
choice-comorbidity = comorbidity
choice-completed = completed
choice-completed-unpublished = completed unpublished
choice-complication = complication
choice-consider = consider
choice-control = control
choice-device = device
choice-drug = drug
choice-either = either
choice-exclusive = exclusive
choice-experimental = experimental
choice-falling = falling
choice-for = for
choice-higher = higher
choice-highest-met = highest met
choice-individual-patient-meta-analysis = individual patient meta analysis
choice-kaplan-meier = kaplan meier
choice-left = left
choice-lower = lower
choice-lowers = lowers
choice-lungs = lungs
choice-matched-comparison = matched comparison
choice-meta-analysis = meta analysis
choice-non-randomised = non randomised
choice-not-stated = not stated
choice-not-yet-recruiting = not yet recruiting
choice-ongoing = ongoing
choice-opinion = opinion
choice-organisation = organisation
choice-persistent = persistent
choice-phenotype = phenotype
choice-policy-call = policy call
choice-procedure = procedure
choice-proportion = proportion
choice-published = published
choice-raises = raises
choice-randomised = randomised
choice-randomised-crossover = randomised crossover
choice-randomised-factorial = randomised factorial
choice-recruiting = recruiting
choice-registry = registry
choice-right = right
choice-rising = rising
choice-secondary-analysis = secondary analysis
choice-single-arm = single arm
choice-stopped-early = stopped early
choice-suspended = suspended
choice-syndrome = syndrome
choice-systematic-review = systematic review
choice-uncertain = uncertain
choice-unchanged = unchanged
choice-other = other

## Designs of studies, as they stand in the middle of a sentence

design-randomised = randomised trial
design-randomised-factorial = randomised factorial trial
design-randomised-crossover = randomised crossover trial
design-cluster-randomised = cluster-randomised trial
design-non-randomised = non-randomised trial
design-single-arm = single-arm trial
design-meta-analysis = meta-analysis
design-individual-patient-meta-analysis = meta-analysis of individual patients' data
design-systematic-review = systematic review
design-secondary-analysis = secondary analysis of a trial
design-matched-comparison = matched comparison
design-registry = registry
design-cohort = cohort
design-case-series = case series
design-not-stated = not stated

## Where studies stand, in words that do not say more than the source

status-not-yet-recruiting = Not yet recruiting
status-recruiting = Recruiting
status-ongoing = Ongoing (recruiting, or completed and not published)
status-suspended = Suspended
status-stopped-early = Stopped early
status-completed-unpublished = Completed, not published
status-published = Published

## Directions of recommendations

stance-for = Recommended
stance-consider = Consider
stance-against-routine = Not as routine
stance-against = Recommended against

## Figures. What is printed by a source keeps its spelling; only the words around it are said here

# Lengths of time: $number is a whole number, or nothing where it is none, as in "6–8 hours".
time-second = { $number ->
    [one] second
   *[other] seconds
}
time-minute = { $number ->
    [one] minute
   *[other] minutes
}
time-hour = { $number ->
    [one] hour
   *[other] hours
}
time-day = { $number ->
    [one] day
   *[other] days
}
time-week = { $number ->
    [one] week
   *[other] weeks
}
time-month = { $number ->
    [one] month
   *[other] months
}
time-year = { $number ->
    [one] year
   *[other] years
}
# Stands behind an effect estimate.
effect-interval = ({ $level }% CI { $low } to { $high })
events-of-patients = { $events } of { $patients }
events-alone = { $events ->
    [one] { $events } patient
   *[other] { $events } patients
}
of-patients = of { $patients }
kaplan-meier-estimate = (Kaplan–Meier estimate)
range-from-to = { $low } to { $high }
yes = yes
no = no
none = none
not-stated = not stated
# Behind a value that was worked out of others: "derived: 24 / 60 × 100".
derived = derived: { $working }

## Joining

joined-and = { $before } and { $after }
and-others = { $name } et al.
joined-or = { $before } or { $after }
against = { $before } against { $after }

## Marks behind links and values

state-withdrawn = withdrawn
state-superseded = superseded
state-retracted = retracted
state-doubted = expression of concern
state-corrected = corrected
no-source = no source
source-mark = s{ $number }, source
in-doubt-mark = as printed, and in doubt: { $rule }
as-printed = as printed

## Tables

column-source = Source
column-name = Name
column-in-short = In short
column-analysis = Analysis
column-design = Design
column-patients = Patients
column-result = Result
column-trial = Trial
column-year = Year
column-comparison = Comparison
column-study = Study
column-patients-with = Patients with
column-size = Size
column-primary-endpoint = Primary endpoint
column-status = Status
column-under-study = Under study
column-tried = Tried
column-sort = Sort
column-short-form = Short form
column-meaning = Meaning
column-page = Page
column-verified = Verified
column-entries = Entries
column-paper = Paper
column-numbers-found = Numbers found
column-place-found = Place found
column-accepted = Accepted
column-not-verified = Not verified
column-together = Together
column-family = Family
column-finds = Finds
column-warnings = Warnings
column-hints = Hints
column-rule = Rule
column-fires-when = Fires when
column-arm = Arm
column-role = Role
column-therapies = Therapies
column-details = Details
column-endpoint = Endpoint
column-any-of = Any of
column-when = When
column-in-arm = In arm
column-what = What
column-value = Value
column-threshold = Threshold
column-item = Item
column-points = Points
column-stage = Stage
column-criteria = Criteria
column-criterion = Criterion
column-outcome = Outcome
column-complication = Complication
column-effect = Effect
column-in-words = In words
markdown-table = Table
footnotes = Footnotes

## Listings that chapters and pages embed

records = Records
group-other = Other
group-not-stated = Not stated
trials-of = Trials of { $name }
trials-by-therapy = Trials by therapy
studies-of-under-way = Studies of { $name } under way
studies-under-way = Studies under way
definitions-side-by-side = Definitions side by side
definitions-key =
    Criteria without a letter must all hold. Of those of one definition that share a letter, it is enough
    that one holds, or as many as the mark says; one that holds only together with others names them.
# $letter names a group of criteria of one definition.
group-any = any of { $letter }
group-at-least = at least { $number } of { $letter }
group-within = { $group }, within { $around }
group-mark = [{ $group }]
group-mark-with = [{ $group }, only together with: { $others }]

## Criteria

all-of = All of
any-of = One or more of
at-least-of = At least { $number } of
at-least-of-flat = at least { $number } of: { $criteria }
flat-and = { $before }; and { $after }
flat-or = { $before }; or { $after }
needs = Needs { $therapies }
meets = Meets { $definition }
# Behind what is needed: "to keep systolic pressure ≥ 90 mmHg".
to-keep = to keep { $parameter } { $bound }
for-so-long = for { $time }
subject-support-to-keep = Support to keep { $parameter }
subject-support = Support
subject-condition = Condition
subject-other = Other

## Headings of sections

section-at-a-glance = At a glance
section-criteria = Criteria
section-worked-examples = Worked examples
section-arms = Arms
section-groups = Groups
section-population = Population
section-as-planned = As planned
section-outcomes = Outcomes
section-complications = Complications
section-endpoints = Endpoints
section-recommendation = Recommendation
section-classes-of-recommendation = Classes of recommendation
section-levels-of-evidence = Levels of evidence
section-position = Position
section-reasons-given = Reasons given
section-question = Question
section-steps = Steps
section-thresholds = Thresholds
section-items = Items
section-stages = Stages
section-what-it-does = What it does
section-doses-and-settings = Doses and settings
section-when-it-is-used = When it is used
section-when-it-must-not-be-used = When it must not be used
section-harms = Harms
section-trials-of-it = Trials of it
section-under-study = Under study
section-tried-in-its-forms = Tried in its forms
form-trials = { $count ->
    [one] 1 trial
   *[other] { $count } trials
}
form-studies = { $count ->
    [one] 1 study under way
   *[other] { $count } studies under way
}
section-how-it-works = How it works
section-entry = Entry
section-abbreviations = Abbreviations
section-what-is-compared = What is compared
section-claims-by-paper = Claims by paper
section-the-bibliography = The bibliography
section-accepted-claims = Accepted claims
section-what-was-looked-for = What was looked for
section-rules-that-found-something = Rules that found something
section-printed-so-and-in-doubt = Printed so, and in doubt
section-still-to-be-mended = Still to be mended

## Facts

fact-type = Type
fact-made-by = Made by
fact-form-of = A form of
fact-forms = Forms
fact-made-up-of = Made up of
fact-flow = Flow
fact-supports = Supports
fact-oxygenates = Oxygenates
fact-unloads = Unloads the left side
fact-capability = Capability
fact-defines = Defines
fact-issuer = Issuer
fact-published-in = Published in
fact-used-by = Used by
fact-design = Design
fact-blinding = Blinding
fact-registry = Registry
fact-patients-randomised = Patients randomised
fact-patients-analysed = Patients analysed
fact-published = Published
fact-primary-outcome = Primary outcome
fact-ended = Ended
fact-funding = Funding
fact-data = Data
fact-studies-pooled = Studies pooled
fact-of-these-here = Of these in the handbook
fact-patients = Patients
fact-own-report = Own report
fact-further-reports = Further reports
fact-who = Who
fact-conditions = Conditions
fact-definition = Definition
fact-stages = Stages
fact-left-out = Left out
fact-size = Size
fact-population = Population
fact-intervention = Intervention
fact-control = Control
fact-status-then = Status then
fact-class = Class
fact-level-of-evidence = Level of evidence
fact-worded-as = Worded as
fact-year = Year
fact-times-revised = Times revised
fact-label = Label
fact-document = Document
fact-therapies = Therapies
fact-rests-on = Rests on
fact-argued-by = Argued by
fact-whose = Whose
fact-who-paid = Who paid for the work
fact-as-of = As of
fact-speaks-for = Speaks for it
fact-speaks-against = Speaks against it
fact-studies-that-may-answer = Studies that may answer it
fact-known-so-far = Known so far
fact-argued = Argued
fact-what-it-is = What it is
fact-sort = Sort
fact-symbol = Symbol
fact-unit = Unit
fact-also-written-in = Also written in
fact-worse-when = Worse when
fact-setting = Setting
fact-predicts = Predicts
fact-told-apart-by = Told apart by
fact-status = Status
fact-planned-size = Planned size
fact-publications = Publications
fact-verified = Verified
fact-notices = Notices
fact-retraction = Retraction
fact-concern = Concern
fact-corrected-by = Corrected by
fact-interests = Interests
fact-note = Note

## Pages of records

findings-primary = primary
values-reported-by = – values as reported by { $works }
planned-size = planned size { $size }
endpoints-of = Endpoints of { $name }
endpoints-of-plan = Endpoints of the plan
arms-of = Arms of { $name }
outcomes-of = Outcomes of { $name }
complications-in = Complications in { $name }
any-of-parts = Any of: { $parts }
favours = favours { $arm }
stands-as-of = { $status } (as of { $day })
stands-of-day = { $status } ({ $day })
doses-of = Doses and settings of { $name }
thresholds-of = Thresholds of { $name }
counted-by = What { $name } counts
stages-of = { $name }: stages
assign-highest-met = Stages may contain each other; the patient is in the last one met
assign-exclusive = Nobody can be in two stages
in-conditions = In { $conditions }
with-therapies = With { $therapies }
rests-on = Rests on { $evidence }
argued-by = Argued by { $positions }
pathway-start = start
otherwise = Otherwise
also-otherwise = (otherwise)
class-strong = strong
may-rest-on = May rest on { $levels }
wants-studies = Wants at least { $number ->
    [one] 1 study
   *[other] { $number } studies
} ({ $designs })
no-studies-here = none in this handbook
nothing-known-here = nothing in this handbook
made-up-patients = These patients are made up. They show how the criteria are read.
case-with = With
case-without = Without
case-met = met
case-not-met = not met
case-untold = cannot be told

## What the reader must know before reading on

withdrawn-on = Withdrawn on { $day }: do not use
withdrawn = Withdrawn: do not use
overtaken-by = Superseded by
about-withdrawn = About what has been withdrawn:
report-retracted = A report of it, or a work in which it was read, was retracted:
report-doubted = The journal of a report of it, or of a work in which it was read, has published its concern:
rests-on-suspect = Rests on what has to be read again:
suspect-since = Reviewed by { $who } on { $day }; suspect since:
has-changed = { $record } changed
is-worded-otherwise = { $record } is worded otherwise
is-gone = { $record } is gone
is-new = { $record } is new
is-no-longer-part = { $record } is no longer part of it
and-more = and { $count } more
suspect = suspect
leans-on-suspect = rests on suspect

## Works

bibliography = Bibliography
not-cited-yet = Not cited yet
cited-in-places = { $count ->
    [one] Cited in one place
   *[other] Cited in { $count } places
}
work-retracted = Retracted
work-retracted-on = Retracted on { $day }
work-doubted = Expression of concern
work-doubted-on = Expression of concern on { $day }
work-journal-doubts = Its journal has published its concern
entry-accepted = Accepted: { $why }
entry-in-no-list = In no list of references at hand; sealed as written
entry-printed-by = Printed so by { $papers }
# What a notice about a work does, by Crossref's names for it.
notice-retraction = Retraction
notice-partial-retraction = Partial retraction
notice-withdrawal = Withdrawal
notice-removal = Removal
notice-expression-of-concern = Expression of concern
notice-correction = Correction
notice-corrigendum = Corrigendum
notice-erratum = Erratum
notice-addendum = Addendum
notice-clarification = Clarification
notice-of-day = { $notice } of { $day }: { $doi }
notice-undated = { $notice }: { $doi }

## How values were verified

not-verified = not verified
numbers-found = numbers found together in the text
# Of an entry of the bibliography, in the list of references of a paper.
entry-found = the entry was found there
place-found = place found; no numbers to compare
accepted-not-found = accepted, not found by machine: { $reasons }
accepted-by = { $because } (by { $who })
accepted-by-nobody = { $because } (nobody named)
no-reason = no reason is given
# Where a quoted value was read: "Sample 2031, Table 2 – numbers found together in the text".
quoted-from = { $work }, { $place } – { $verified }
quoted-of = { $record }: { $sources }

## Where sources disagree

disagreements = Where sources disagree
no-disagreements = No record has values that its sources dispute.
kind-and-name = { $kind }: { $name }

## What is printed so, and in doubt

page-in-doubt = Something on this page is printed so by its source, and in doubt:
why-it-stays = Why it stays: { $because }

## Glossary

glossary = Glossary
abbreviations = Abbreviations

## How the handbook is grounded

grounding = How this handbook is grounded
grounding-what =
    Each record of this handbook falls into claims: what it says under one source. A machine looks for each
    claim in the text of the paper that it cites, and seals what it found. When a claim is changed later, its seal no longer
    fits, and the handbook cannot be built until the claim has been held against the paper again.
grounding-compared =
    What is compared: every number of a claim, with its comparator and unit, has to stand in one passage, in
    the place that the source names, beside a name of what the claim is about. The place also has to name what the claim refers to:
    conditions, therapies, measures, trials. A claim without numbers needs only the place, and these names in it.
grounding-entries =
    Works are sealed too. An entry is looked for in the papers' lists of references, where authors, title,
    journal, year, volume and pages have to stand right behind each other.
grounding-not-proven =
    What this does not prove: the machine does not understand the sentence. The right numbers may
    stand in it with another meaning, words may have been misread, and what the paper says may be wrong, or have been
    overtaken. It is no review by a clinician.
entries-by-verification = Entries of the bibliography by how they were verified
claims-by-verification = Claims by paper and by how they were verified
all-claims = All claims
entries-printed-so = Printed so in a list of references
entries-accepted = Accepted
entries-in-no-list = In no list at hand; sealed as written
entries-not-verified = Not verified

## What the checks found

checks = What the checks found
checks-what =
    A machine has looked at every record and chapter of this handbook before these pages were made. It reads no
    meaning: it compares what the handbook says with itself, as a careful reader with a calculator would. Where it finds an error,
    no page is made at all.
checks-accepted =
    A paper may really print what the machine finds wrong. Then the handbook keeps what is printed, says so
    beside the value, and gives a reason.
checks-not-proven =
    What this does not say: that the handbook is right. Nor does it tell what has run out since, for
    that depends on the day on which somebody asks.
checks-clean = Nothing is wrong, and nothing had to be accepted.
checks-together = Together
checks-by-family = What was looked for, and how often it was found
checks-by-rule = Rules that found something, and how often
severity-warning = warning
severity-hint = hint

## What is dated, for those who follow the handbook

news-feed = What is dated in this handbook
news-reviewed = { $name }: reviewed by { $who }
news-withdrawn = { $name }: withdrawn
news-status = { $name }: { $status }
news-notice = { $name }: { $notice }

## Figures

section-effects = Effects, study by study

figure-data = The data as a table
figure-in-words = The same in words
figure-files = As a file:
figure-group = Group
figure-source = Read in

## Forest plots

forest-title = { $outcome }: { $therapy }, study by study
# A link to a plot that stands in a chapter, and where it stands.
forest-with-forms = { $outcome }: all forms in one plot
forest-in-chapter = in the chapter “{ $chapter }”
forest-as-printed = Each result stands as its source prints it, with its confidence interval; nothing is pooled here.
forest-squares = Squares are randomised trials, larger for more patients.
forest-hollow = Hollow squares are observational comparisons, which show an association.
forest-diamonds = Diamonds are what the named analysis pooled.
forest-arrows = An arrow says that an interval goes on.
forest-apart = What differs in outcome, time, measure or kind stands apart.
forest-study = Study
forest-design = Design
forest-patients = Patients
forest-tried = Tried
forest-in-tried = Result there
forest-compared = Compared with
forest-in-compared = Result with that
forest-measure = Measure
forest-estimate = Estimate
forest-low = Lower end
forest-high = Upper end
forest-level = Level of the interval, %
forest-p = P
forest-against = { $one } against { $other }
forest-no-time = time not stated
forest-interval = { $level }% CI { $low } to { $high }
forest-in-doubt = printed so, and in doubt
forest-no-interval = no interval printed
forest-kaplan-meier = Kaplan–Meier estimates
forest-observed = observational
forest-favours = favours { $arm }
forest-less = less with { $arm }
forest-more = more with { $arm }
forest-the-therapy = the therapy
forest-the-comparison = the comparison
## The first page, and what pages of records share

section-all = All
section-chapters = Chapters
section-records = Records
section-this-edition = This edition
section-findings = Findings
section-what-the-sources-say = What the sources say
section-where-sources-differ = Where sources differ
section-related = Related
ways-fact-version = Version
ways-fact-authors = Authors
ways-fact-searched-to = Literature searched to
ways-fact-licence = Licence
ways-fact-about = About
ways-about = About { $records }
ways-findings-of = Findings of { $name }
ways-column-in-whom = In whom
ways-superseded-by = superseded by
ways-as-reported-by = as reported by
ways-paid-for-by-maker = paid for by the maker, { $makers }
ways-reviewed = This page was reviewed by { $name } on { $day }.

## Lists that are cut into parts, each a page

# From where to where a part goes: names, or their first letters.
parts-range = { $from } – { $to }
# Where all of a part stands under one heading.
parts-within = { $head }: { $range }
parts-title = { $list }: { $range }
# The page of what uses a record, where it is too much for the record's own page.
users-title = What uses { $name }: { $range }
parts-lead = Part { $nth } of { $parts }, with { $count } of { $all }.
parts-lead-filter = Part { $nth } of { $parts }, with { $count } of { $all }. Sorting and filtering act on this part alone.
parts-lead-table = Part { $nth } of { $parts }, with { $count } of { $all }. Sorting and filtering act on this part alone. The search finds each by its name, and the file below the table has all of them.
parts-overview = All { $all } are too many for one page: they stand on { $parts } pages. Sorting and filtering act on one page at a time. The search finds each by its name, and the file below has all of them.
parts-works = All { $all } works are too many for one page: they stand on { $parts } pages, by author. The search finds each by author, year and title.
parts-papers = All { $all } papers are too many for one page: they stand on { $parts } pages, by author.
parts-accepted = All { $all } accepted claims are too many for one page: they stand on { $parts } pages, by the names of what they are claims of.
map-in-parts = The map is too large for one page: it stands on { $parts } pages, with a therapy and its forms together. A study stands with each therapy and each condition that it was of.
map-part = Part { $nth } of { $parts }. Its columns are the conditions of the studies in it, and sizes can be compared within it.
parts-entries = { $count ->
    [one] 1 entry
   *[other] { $count } entries
}
parts-csv = The whole table as CSV
parts-drawing = The drawing of all of them is too large for a page:

## Finding one's way

ways-start = Start
ways-contents = Contents
ways-close = Close
ways-all-chapters = All chapters
ways-reference = Reference
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
ways-csv-group = Heading

# In the preview of a link.
ways-suspect = suspect: changed since it was reviewed

## What the script of the pages says; `{n}` and `{name}` are filled in there

script-copy = Copy
script-copy-link = Copy the link to { "{name}" }
script-copied = Copied
script-copy-by-hand = Copy this by hand:
script-tap-again = Tap again to open the page.
script-order = Order of the rows
script-sorted-up = Sorted by { "{name}" }, smallest first
script-sorted-down = Sorted by { "{name}" }, largest first
script-as-it-was = As listed
script-filter = Filter the rows
script-rows = Rows: { "{n}" }
script-any = any
script-group = Heading
script-csv = Table as CSV
script-source = Source

## How far to trust a page, at a glance

status-label = How far to trust this page
status-withdrawn = Withdrawn: do not use
status-retracted = Retracted, or rests on a retracted report
status-superseded = Superseded
status-doubted = Called into question by a journal
status-unreviewed = Not reviewed by a clinician
status-handbook-unreviewed = No clinician has reviewed this handbook
status-searched = Literature searched to { $day }
status-search-not-dated = No dated search of the literature
status-page-unreviewed = No clinician has reviewed this page
status-none-reviewed = None of these has been reviewed by a clinician
status-some-reviewed = { $reviewed } of { $count } reviewed by a clinician
status-suspect = Has changed since it was reviewed
status-reviewed = Reviewed by { $name } on { $day }
status-next-review = to be read again by
status-review-overdue = this day has passed
status-stated-for = as of
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

strength-rank = ({ $rank } of { $count }, strongest first)
strength-ungraded = No class or level given
column-strength = How strong

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

## Printed sheets

section-print-recommended = What is recommended
print-sources = Where this was read
print-more = { $count ->
    [one] One more is on its page.
   *[other] { $count } more are on its page.
}
print-without-basis = What each of these rests on is on its page.
print-record = Record
print-version = Version { $version }
print-digest = Digest
print-until = Do not use after
print-no-until = no day is set
print-page-one = Page 1 of 1
print-continued = continued
print-scan = Scan for the live page
print-code = Code that leads to { $address }
print-no-address = The handbook has no address, so this sheet has no code that leads to its page.
print-draft = DRAFT
print-draft-because = Not for use:
print-no-source = no source
print-carried = What this sheet says, as data
print-figures = The drawings of this sheet
print-short-forms = Short forms
print-as-printed = as printed
print-withdrawn = withdrawn
print-retracted = retracted
print-superseded = superseded
print-concern = expression of concern
print-corrected = corrected

## Tables of evidence and the book, printed

print-sheet = Sheet
print-contents = Contents
print-index = Index
print-and-more = and more
print-authors = By
print-page-of = Page { $page } of { $pages }
print-page = p. { $page }
evidence-recommendations = Recommendations
evidence-recommendations-of = Recommendations: { $name }
evidence-for-whom = For whom
evidence-issued = Who issued it, and what it rests on

## Cards in the site, and the page that a sheet's code leads to

card-to-print = Card to print
card-about = PDF, { $paper }, { $size } kB
card-until = to be used until
card-late = its day has passed: do not use
script-sheet-same = Your sheet says what this page says today.
script-sheet-other = This page has changed since your sheet was printed. Do not rely on the sheet: print a new one.
script-sheet-edition = Your sheet is of the edition of this page, { "{edition}" }.
script-sheet-other-edition = Your sheet is of the edition { "{edition}" }, and this page is of { "{known}" }. What it says may have changed: compare, or print a new one.
script-sheet-unknown = This page cannot tell whether your sheet is still right: compare them.

## Where sources disagree

differ-on = Where sources differ on { $name }
no-reason-given = No reason is given.

## What lies within bounds: stages, definitions, devices

section-chart = As a chart
section-axes = Along each measure
stages-title = { $staging }: the stages along each measure
stages-description = A thick bar is where a patient of the stage must be; a thin one is only one way of several into it. A full dot at an end takes the value in, an empty one leaves it out, and an arrow goes on. What a stage asks in words is not drawn.
definitions-title = Bounds of the definitions, side by side
definitions-description = A thick bar is what a definition asks; a thin one is one way of several to meet it. A full dot at an end takes the value in, an empty one leaves it out, and an arrow goes on. What a definition asks in words is not drawn.
bounds-stage = Stage
bounds-definition = Definition
bounds-bound = Bound
bounds-counts = How it counts
bounds-beside = Beside the others
bounds-needed = must be so
bounds-one-way = one way of several
bounds-none = not bounded
bounds-differs = ≠ at the bound itself
bounds-differ = ≠ At the bound itself they differ. Taken in by: { $inside }. Left out by: { $outside }.
devices-title = What the devices deliver
devices-description = The bar is the flow that a source states; a full dot takes the value in, and a diamond says that the source gives it as about this. What a source does not state is left out.
devices-device = Device
devices-flow = Flow
devices-supports = Supports
devices-oxygenates = Oxygenates
devices-unloads = Unloads the left side
devices-details = Details
devices-no-flow = flow not stated
devices-supports-sides = supports: { $sides }
devices-does-oxygenate = oxygenates
devices-does-not-oxygenate = does not oxygenate
devices-does-unload = unloads the left side
devices-does-not-unload = does not unload the left side
devices-not-stated = not stated
devices-yes = Yes
devices-no = No

## Timelines

timeline-title = Trials by year of publication
timeline-title-of = { $therapy }: trials by year of publication
timeline-description = Each dot is a trial in the year in which it was published.
timeline-no-year = Year not stated:
timeline-not-stated = not stated
timeline-year = Year
timeline-trial = Trial
timeline-comparison = Comparison
timeline-patients = Patients
progress-title = Studies under way, by how far they are
progress-title-of = { $therapy }: studies under way, by how far they are
progress-description = Each box is a study, with the day, month or year for which its status was stated. It may have gone on since.
progress-heading = { $status } ({ $count })
progress-day = as of { $day }
progress-no-day = day not stated
progress-study = Study
progress-comparison = Comparison
progress-status = Status
progress-as-of = As of

## Where sources disagree

disputed-about = About

## Where sources disagree

disputed-read-in = Read in
disputed-says = Says
disputed-why = Why they differ
disputed-used = used here
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
