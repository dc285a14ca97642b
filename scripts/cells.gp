# Reads DIR/cells.csv: arrays ID, DATASET, ACTIVATION, TASK, OUTPUT (the output activation) and LABEL, and their length CELLS. Texts of users stay values of variables and
# never become part of a command.

undefine STATS_*
stats DIR . "/cells.csv" using (0) nooutput
if (!exists("STATS_records")) { exit error DIR . " holds no cells.csv; give a results directory of actlab" }
CELLS = STATS_records
array ID[CELLS]
array DATASET[CELLS]
array ACTIVATION[CELLS]
array TASK[CELLS]
array OUTPUT[CELLS]
array LABEL[CELLS]
array VALUE[CELLS]
set table $unused
plot DIR . "/cells.csv" using (i = int($0) + 1, ID[i] = stringcolumn("cell"), DATASET[i] = stringcolumn("dataset"), \
  ACTIVATION[i] = stringcolumn("activation"), TASK[i] = stringcolumn("task"), \
  OUTPUT[i] = stringcolumn("output_activation"), LABEL[i] = ACTIVATION[i], 0):(0) with table
unset table

# A cell is called by its activation and by what else varies: initial weights and loss only where the activation and the task do not already
# imply them.
implied_alike(name, i) = name eq "init" ? ACTIVATION[i] eq ACTIVATION[1] : name eq "loss" ? TASK[i] eq TASK[1] : 1
do for [name in "noise samples features arch init bias_init precision optimizer learning_rate batch_size epochs loss l1 l2 shuffle partial_batch data_seed seed"] {
  varies = 0
  set table $unused
  plot DIR . "/cells.csv" using (i = int($0) + 1, VALUE[i] = stringcolumn(name), \
    varies = varies || (implied_alike(name, i) && VALUE[i] ne VALUE[1]), 0):(0) with table
  unset table
  if (varies) { do for [i = 1:CELLS] { LABEL[i] = LABEL[i] . ", " . name . " " . VALUE[i] } }
}
undefine $unused

# The output half-way between two classes: 0 where the output activation takes both signs, else 0.5.
threshold(i) = OUTPUT[i] eq "sigmoid" || OUTPUT[i] eq "softmax" || OUTPUT[i] eq "relu" || OUTPUT[i] eq "softplus" ? 0.5 : 0
