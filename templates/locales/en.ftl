# Every word that sourcebook itself puts on a page. Words of content are not here.
# The form is that of Project Fluent. A message is looked up by its name; names say what is meant, not how it is worded.

## Around every page

skip-to-text = Skip to the text
search = Search
found-count = { $count } found
nothing-found = Nothing found

## Figures

figure-data = The data as a table
figure-files = As a file:
figure-group = Group
figure-source = Read in

## Forest plots

forest-title = { $outcome }: { $therapy }, study by study
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
forest-no-interval = no interval printed
forest-kaplan-meier = Kaplan–Meier estimates
forest-observed = observational
forest-favours = favours { $arm }
forest-less = less with { $arm }
forest-more = more with { $arm }
forest-the-therapy = the therapy
forest-the-comparison = the comparison

## The evidence map

map-title = Evidence map
map-figure = Which therapies were studied in which conditions
map-description = Each mark is a trial or analysis that the handbook has: its shape says of what sort, its size how many patients (the smallest also where that is not stated), and the sign beside it which way its primary outcome points, else the outcome that its record has first. The handbook may lack studies, and nothing here grades them.
map-study = Study
map-condition = Condition
map-design = Design
map-size = Patients
map-direction = Direction
map-result = Result
map-randomised = randomised trial
map-pooled = meta-analysis
map-other = other study
map-better = did better
map-worse = did worse
map-not-shown = no difference shown
map-differs = differs; which is better is not stated
map-not-stated = no effect estimate with an interval
map-no-study = no study
map-no-study-in = No study in:
map-patients = { $size } patients
map-condition-not-stated = Condition not stated
map-design-not-stated = design not stated
