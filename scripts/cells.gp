# Reads DIR/labels.csv: arrays ID, LABEL (what a cell is called besides its data set), DATASET, ACTIVATION, TASK and THRESHOLD_OF, and their length CELLS. Texts of users stay values of
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
set table $unused
plot DIR . "/labels.csv" using (i = int($0) + 1, ID[i] = stringcolumn("cell"), LABEL[i] = stringcolumn("label"), DATASET[i] = stringcolumn("dataset"), \
  ACTIVATION[i] = stringcolumn("activation"), TASK[i] = stringcolumn("task"), THRESHOLD_OF[i] = column("threshold"), 0):(0) with table
unset table
undefine $unused

# The output half-way between two classes.
threshold(i) = THRESHOLD_OF[i]

# A long formula is cut short within the label, so that what else varies has room.
longest_formula = 40
do for [i = 1:CELLS] {
  start = strstrt(LABEL[i], ACTIVATION[i])
  if (start > 0 && strlen(ACTIVATION[i]) > longest_formula) {
    LABEL[i] = LABEL[i][1 : start + longest_formula - 4] . "..." . LABEL[i][start + strlen(ACTIVATION[i]) : strlen(LABEL[i])]
  }
}
