# Reads the groups of `actlab compare --figures DIR` into NAME[1..GROUPS] and its data sets into DATA_SET[1..SETS], the number of all runs into RUNS, the
# numbers of runs that diverged on each data set into LOST and of those that did not into KEPT (by place), the
# length of the longest name of a group into WIDEST and the metric's name into METRIC. Loaded by scripts that have set DIR. Texts of users stay values of
# variables.

set encoding utf8
set datafile separator comma
set datafile columnheaders
undefine STATS_*
stats DIR . "/groups.csv" using (column("group")) nooutput
if (!exists("STATS_records")) { exit error DIR . " holds no groups.csv; give a directory that 'actlab compare --figures' wrote" }
GROUPS = int(STATS_max)
stats DIR . "/groups.csv" using (column("set")) nooutput
SETS = int(STATS_max)
array NAME[GROUPS]
array DATA_SET[SETS]
longest_name = 30
shortened(text) = strlen(text) > longest_name ? text[1 : longest_name - 3] . "..." : text
array LOST[SETS * GROUPS]
array KEPT[SETS * GROUPS]
place(s, k) = int((s - 1) * GROUPS + k)
RUNS = 0
set table $unused
plot DIR . "/groups.csv" using (NAME[int(column("group"))] = shortened(stringcolumn("name")), DATA_SET[int(column("set"))] = shortened(stringcolumn("data_set")), RUNS = RUNS + column("runs"), \
  KEPT[place(column("set"), column("group"))] = int(column("runs")), LOST[place(column("set"), column("group"))] = int(column("diverged")), 0):(0) with table
unset table
undefine $unused
WIDEST = 4
do for [i = 1:GROUPS] { if (strlen(NAME[i]) > WIDEST) { WIDEST = strlen(NAME[i]) } }
set datafile nocolumnheaders
METRIC = ""
set table $unused
plot DIR . "/group-runs.csv" using (METRIC = $0 == 0 ? stringcolumn(3) : METRIC, 0):(0) with table
unset table
undefine $unused
set datafile columnheaders
underscores_as_blanks(text) = strstrt(text, "_") == 0 ? text : underscores_as_blanks(text[1 : strstrt(text, "_") - 1] . " " . text[strstrt(text, "_") + 1 : strlen(text)])

# What is said of `lost` networks that diverged, where `kept` others did not.
divergence(lost, kept) = lost == 0 ? "" : kept > 0 ? sprintf("%d of %d diverged", lost, lost + kept) : lost > 1 ? sprintf("all %d diverged", lost) : "diverged"

# Panels of data sets, in rows from the top left.
COLUMNS = SETS < 3 ? SETS : 3
ROWS = (SETS + COLUMNS - 1) / COLUMNS
column_of(s) = (s - 1) % COLUMNS
row_of(s) = (s - 1) / COLUMNS

# The step of an axis of so wide a span, such that some four fit: 1, 2 or 5 times a power of ten.
power(span) = 10 ** floor(log10(span / 4.0))
axis_step(span) = span / 4.0 < 2 * power(span) ? 2 * power(span) : span / 4.0 < 5 * power(span) ? 5 * power(span) : 10 * power(span)
