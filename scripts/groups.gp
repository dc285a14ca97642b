# Reads the groups of `actlab compare --figures DIR` into NAME[1..GROUPS], the number of all runs into RUNS, the length of the longest name into WIDEST and
# the metric's name into METRIC. Loaded by scripts that have set DIR. Texts of users stay values of variables.

set encoding utf8
set datafile separator comma
set datafile columnheaders
undefine STATS_*
stats DIR . "/groups.csv" using (0) nooutput
if (!exists("STATS_records")) { exit error DIR . " holds no groups.csv; give a directory that 'actlab compare --figures' wrote" }
GROUPS = STATS_records
array NAME[GROUPS]
longest_name = 30
shortened(text) = strlen(text) > longest_name ? text[1 : longest_name - 3] . "..." : text
RUNS = 0
set table $unused
plot DIR . "/groups.csv" using (NAME[int($0) + 1] = shortened(stringcolumn("group")), RUNS = RUNS + column("runs"), 0):(0) with table
unset table
undefine $unused
WIDEST = 4
do for [i = 1:GROUPS] { if (strlen(NAME[i]) > WIDEST) { WIDEST = strlen(NAME[i]) } }
set datafile nocolumnheaders
METRIC = ""
set table $unused
plot DIR . "/group-runs.csv" using (METRIC = $0 == 0 ? stringcolumn(2) : METRIC, 0):(0) with table
unset table
undefine $unused
set datafile columnheaders
underscores_as_blanks(text) = strstrt(text, "_") == 0 ? text : underscores_as_blanks(text[1 : strstrt(text, "_") - 1] . " " . text[strstrt(text, "_") + 1 : strlen(text)])
