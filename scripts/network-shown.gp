# Sets `replicate`, the number of the network of the cell SHOWN that is drawn: WANTED_NETWORK, or where that is empty the first that did not diverge (the first of
# all where all did); and network_diverged, whether it did. With CANDIDATES, numbers with blanks around each, it is one of them. Loaded after cell-shown.gp.

replicate = strlen(WANTED_NETWORK) > 0 ? int(WANTED_NETWORK) : -1
network_diverged = 0
if (!exists("CANDIDATES")) { CANDIDATES = "" }
is_candidate(n) = strlen(CANDIDATES) == 0 || strstrt(CANDIDATES, sprintf(" %d ", n)) > 0
set table $unused
plot DIR . "/runs.csv" using (stringcolumn("cell") eq ID[SHOWN] ? (column("diverged") == 0 ? (replicate < 0 && is_candidate(column("replicate")) ? replicate = column("replicate") : 0) : column("replicate") == replicate ? network_diverged = 1 : 0, 0) : 0):(0) with table
unset table
undefine $unused
if (replicate < 0) { replicate = strlen(CANDIDATES) == 0 ? 0 : int(word(CANDIDATES, 1)); network_diverged = 1 }
replicate = int(replicate)
