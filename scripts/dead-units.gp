# The share of dead units over the epochs: a panel per cell, a line per hidden layer.
#   gnuplot -c dead-units.gp DIR OUT.png|svg|pdf

if (ARGC != 2) { exit error "usage: gnuplot -c dead-units.gp DIR OUT.png|svg|pdf" }
DIR = ARG1
OUT = ARG2
here = ARG0[1 : strlen(ARG0) - strlen("dead-units.gp")]
SHARE = "dead_fraction"
WHAT = "share of dead units"
load here . "layers-over-epochs.gp"
