# Reads DIR/labels.csv and DIR/summary.csv: arrays ID, LABEL (what a cell is called besides its data set), DATASET, ACTIVATION, TASK, THRESHOLD_OF, INPUTS and
# OUTPUTS (names between " | ", or nothing), TRAINED and DIVERGED (how many networks, and how many of them diverged; 0 for a cell that could not be trained), and their length CELLS. Texts of users stay values of
# variables and never become part of a command. They hold signs that look like commas and quotes instead of these, for gnuplot cuts a quoted text at its first comma.

set encoding utf8
undefine STATS_*
stats DIR . "/labels.csv" using (0) nooutput
if (!exists("STATS_records")) { exit error DIR . " holds no labels.csv; give a results directory of actlab" }
CELLS = STATS_records
array ID[CELLS]
array LABEL[CELLS]
array DATASET[CELLS]
array ACTIVATION[CELLS]
array TASK[CELLS]
array THRESHOLD_OF[CELLS]
array INPUTS[CELLS]
array OUTPUTS[CELLS]
set table $unused
plot DIR . "/labels.csv" using (i = int($0) + 1, ID[i] = stringcolumn("cell"), LABEL[i] = stringcolumn("label"), DATASET[i] = stringcolumn("dataset"), \
  ACTIVATION[i] = stringcolumn("activation"), TASK[i] = stringcolumn("task"), THRESHOLD_OF[i] = column("threshold"), \
  INPUTS[i] = stringcolumn("inputs"), OUTPUTS[i] = stringcolumn("outputs"), 0):(0) with table
unset table
undefine $unused

# summary.csv has the cells in the same order, perhaps others between them, and none that could not be trained.
undefine STATS_*
stats DIR . "/summary.csv" using (0) nooutput
if (!exists("STATS_records")) { exit error DIR . " holds no summary.csv; give a results directory of actlab" }
SUMMARY_ROWS = STATS_records
array TRAINED[CELLS]
array DIVERGED[CELLS]
array SUMMARY_CELL[SUMMARY_ROWS]
array SUMMARY_TRAINED[SUMMARY_ROWS]
array SUMMARY_DIVERGED[SUMMARY_ROWS]
set table $unused
plot DIR . "/summary.csv" using (i = int($0) + 1, SUMMARY_CELL[i] = stringcolumn("cell"), SUMMARY_TRAINED[i] = int(column("replicates")), SUMMARY_DIVERGED[i] = int(column("diverged")), 0):(0) with table
unset table
undefine $unused
next_row = 1
do for [i = 1:CELLS] {
  TRAINED[i] = 0
  DIVERGED[i] = 0
  do for [r = next_row:SUMMARY_ROWS] {
    if (SUMMARY_CELL[r] eq ID[i]) { TRAINED[i] = SUMMARY_TRAINED[r]; DIVERGED[i] = SUMMARY_DIVERGED[r]; next_row = r + 1; break }
  }
}
all_diverged(i) = TRAINED[i] > 0 && DIVERGED[i] == TRAINED[i]
# What is said of a cell whose networks did not all end well, in full, in few words, and behind a name.
divergence(i) = DIVERGED[i] == 0 ? "" : TRAINED[i] == 1 ? "the network diverged" : all_diverged(i) ? sprintf("all %d networks diverged", TRAINED[i]) : sprintf("%d of %d networks diverged", DIVERGED[i], TRAINED[i])
short_divergence(i) = DIVERGED[i] == 0 ? "" : TRAINED[i] == 1 ? "diverged" : all_diverged(i) ? sprintf("all %d diverged", TRAINED[i]) : sprintf("%d of %d diverged", DIVERGED[i], TRAINED[i])
with_divergence(text, i) = DIVERGED[i] == 0 ? text : text . ", " . short_divergence(i)

# The output half-way between two classes.
threshold(i) = THRESHOLD_OF[i]

# The n-th of names between " | ", cut to `longest` signs; empty where there are fewer.
separator_at(text) = strstrt(text, " | ")
name_at(text, n, longest) = n > 1 ? (separator_at(text) == 0 ? "" : name_at(text[separator_at(text) + 3 : strlen(text)], n - 1, longest)) : cut(separator_at(text) == 0 ? text : text[1 : separator_at(text) - 1], longest)
cut(text, longest) = strlen(text) > longest ? text[1 : longest - 2] . ".." : text

# A long formula is cut short within the label, so that what else varies has room.
longest_formula = 40
do for [i = 1:CELLS] {
  start = strstrt(LABEL[i], ACTIVATION[i])
  if (start > 0 && strlen(ACTIVATION[i]) > longest_formula) {
    LABEL[i] = LABEL[i][1 : start + longest_formula - 4] . "..." . LABEL[i][start + strlen(ACTIVATION[i]) : strlen(LABEL[i])]
  }
}
