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
forest-description = Each line is a result as its source prints it; nothing is pooled here. The mark is the estimate and the line its confidence interval; an arrow says that it goes on. A filled square is a randomised trial, larger for more patients; a hollow square is an observational comparison, which shows an association; a diamond is a result that the named analysis pooled. What differs in outcome, time, measure or kind stands under a heading of its own.
forest-study = Study
forest-design = Design
forest-patients = Patients
forest-tried = Tried
forest-compared = Compared with
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
map-description = Each mark is a trial or analysis that the handbook has: its shape says of what sort, its size how many patients (the smallest also where that is not stated), and the sign beside it which way its primary outcome points, else the first outcome with an effect. The handbook may lack studies, and nothing here grades them.
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
map-not-stated = no effect with an interval stated
map-no-study = no study
map-no-study-in = No study in:
map-patients = { $size } patients
map-condition-not-stated = Condition not stated
map-design-not-stated = design not stated

## What lies within bounds: stages, definitions, devices

flowchart-section = As a chart
stages-section = Along each measure
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
bounds-differs = differs at the bound itself
bounds-differ = At the bound itself they differ: { $inside } take it in; { $outside } leave it out.
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
