# Reads DIR/cells.csv: arrays ID, DATASET, ACTIVATION, TASK, OUTPUT (the output activation), FEATURES and LABEL, and their length CELLS. Texts of users stay values of variables and
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
array FEATURES[CELLS]
array LABEL[CELLS]
array OPTIMIZER[CELLS]
array VALUE[CELLS]
set table $unused
plot DIR . "/cells.csv" using (i = int($0) + 1, ID[i] = stringcolumn("cell"), DATASET[i] = stringcolumn("dataset"), \
  ACTIVATION[i] = stringcolumn("activation"), TASK[i] = stringcolumn("task"), \
  OUTPUT[i] = stringcolumn("output_activation"), FEATURES[i] = stringcolumn("features"), OPTIMIZER[i] = stringcolumn("optimizer"), 0):(0) with table
unset table

# gnuplot cuts a quoted text at its first comma. Rows with quotes, which formulas with commas have, are therefore taken apart here.
quoted(s) = s[1:1] eq '"'
closing(s) = strstrt(s[2 : strlen(s)], '"') + 1
after(s) = quoted(s) ? closing(s) + 1 : (strstrt(s, ",") == 0 ? strlen(s) + 1 : strstrt(s, ","))
first_field(s) = quoted(s) ? s[2 : closing(s) - 1] : s[1 : after(s) - 1]
rest_of(s) = s[after(s) + 1 : strlen(s)]
field(s, n) = n <= 1 ? first_field(s) : field(rest_of(s), n - 1)
place_of(header, name) = header eq "" || first_field(header) eq name ? 1 : 1 + place_of(rest_of(header), name)
array LINE[CELLS + 1]
set datafile separator "\t"
set datafile nocolumnheaders
set table $unused
plot DIR . "/cells.csv" using (i = int($0) + 1, LINE[i] = stringcolumn(1), 0):(0) with table
unset table
set datafile separator comma
set datafile columnheaders
do for [i = 1:CELLS] {
  if (strstrt(LINE[i + 1], '"') > 0 && strstrt(LINE[i + 1], '""') == 0) { ACTIVATION[i] = field(LINE[i + 1], place_of(LINE[1], "activation")) }
}
# A formula with a name is called by it: "mine" of "mine=x*sigmoid(2*x)", but not "leaky_relu" of "leaky_relu:slope=0.1".
longest_label = 40
name_length(s) = strstrt(s, "=") - 1
is_word(s) = strstrt(s, "(") + strstrt(s, ":") + strstrt(s, "<") + strstrt(s, ">") + strstrt(s, "!") == 0
called(s) = name_length(s) > 0 && is_word(s[1 : name_length(s)]) ? s[1 : name_length(s)] : strlen(s) > longest_label ? s[1 : longest_label - 3] . "..." : s
do for [i = 1:CELLS] { LABEL[i] = called(ACTIVATION[i]) }

# A cell is called by its activation and by what else varies: initial weights and loss only where the activation and the task do not already
# imply them.
implied_alike(name, i) = name eq "init" ? ACTIVATION[i] eq ACTIVATION[1] : name eq "loss" ? TASK[i] eq TASK[1] : name eq "learning_rate" || name eq "momentum" ? OPTIMIZER[i] eq OPTIMIZER[1] : 1
do for [name in "noise samples features arch init bias_init dropout precision optimizer learning_rate momentum schedule batch_size epochs loss l1 l2 clip_norm early_stopping shuffle partial_batch data_seed seed"] {
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
