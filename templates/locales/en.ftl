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
