#!/bin/bash
# An experiment by GNU parallel: one shard a job, on this machine or on several, then their merge.
#   actlab submit --parallel --shards 16 --out results/big FLAGS >big.sh     writes this file for a grid
#   bash big.sh                                                          on this machine
#   ACTLAB_HOSTS=8/node1,8/node2 bash big.sh                             on two, eight jobs each (see parallel --sshlogin)
# By hand: put the words between @ signs in. Several machines need the program and this directory under the same paths.
# Started again it leaves out the shards that ended well, and every other one goes on where it was.
set -euo pipefail
export LC_ALL=C
log=@LOG@
mkdir -p "$(dirname "$log")"
# The command of a shard, whose number is its $1. It goes by the environment, for parallel gives a meaning to braces in its words.
export ACTLAB_DIRECTORY=$PWD
export ACTLAB_SHARD=@SHARD_COMMAND@
parallel --sshlogin "${ACTLAB_HOSTS:-:}" --env ACTLAB_DIRECTORY --env ACTLAB_SHARD --joblog "$log" --resume-failed --halt never \
  'bash -c "$ACTLAB_SHARD" shard {}' ::: $(seq @SHARDS@)
@MERGE@
