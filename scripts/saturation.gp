# The share of saturated activations (slope below 1 % of the largest) over the epochs: a panel per cell, a line per hidden layer.
#   gnuplot -c saturation.gp DIR OUT.png|svg|pdf

if (ARGC != 2) { exit error "usage: gnuplot -c saturation.gp DIR OUT.png|svg|pdf" }
DIR = ARG1
OUT = ARG2
here = ARG0[1 : strlen(ARG0) - strlen("saturation.gp")]
SHARE = "saturated_fraction"
WHAT = "share of saturated activations (slope below 1 % of the largest)"
load here . "layers-over-epochs.gp"
