#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "cmd/program.hpp"

using namespace actlab::test;

namespace {

struct WrongCommand {
  const char* command;
  int exit_code;
  const char* message;
};

const WrongCommand wrong_commands[] = {
    {"nonsense", 2,
     "unknown verb 'nonsense'; allowed are train, compare, plot, report, verify, status, merge, submit, curves, "
     "predict, "
     "claims, bench and list"},
    {"trian", 2, "unknown verb 'trian'; did you mean train?"},
    {"", 2, "no verb is given; begin with 'actlab train', or see 'actlab --help'"},
    {"--verson", 2, "unknown flag '--verson'; did you mean --version? 'actlab --help' shows all"},
    {"train extra", 2, "'extra' is one word too many; 'actlab train --help' shows what it takes"},
    {"train --actvation relu", 2,
     "unknown flag '--actvation'; did you mean --activation? 'actlab train --help' shows all"},
    {"train --activation relo", 2,
     "--activation: unknown activation 'relo'; did you mean relu, lrelu or prelu? 'actlab list activations' shows all"},
    {"train --activation step", 2,
     "--activation: step has the derivative 0 everywhere and cannot be trained; see it with 'actlab curves', or train "
     "with "
     "sigmoid"},
    {"train --activation leaky_relu:slope=x", 2,
     "--activation: leaky_relu: slope is 'x'; it must be a number from -10 to 10"},
    {"train --activation relu:3", 2, "--activation: relu has no such parameter; it takes none"},
    {"train --activation maxout:pieces=1", 2,
     "--activation: maxout: pieces is '1'; it must be a whole number from 2 to 64"},
    {"train --activation relu,relu", 2, "--activation: 'relu' is given twice; give it once"},
    {"train --activation ,relu", 2, "--activation: the value is empty; give one"},
    {"train --learning-rate fast", 2,
     "--learning-rate: 'fast' is not allowed; give a number above 0 and at most 1000000, or auto"},
    {"train --learning-rate 0", 2,
     "--learning-rate: '0' is not allowed; give a number above 0 and at most 1000000, or auto"},
    {"train --learning-rate -1", 2,
     "--learning-rate: '-1' is not allowed; give a number above 0 and at most 1000000, or auto"},
    {"train --learning-rate", 2, "--learning-rate: its value is missing; see --help"},
    {"train --learning-rate nan", 2,
     "--learning-rate: 'nan' is not allowed; give a number above 0 and at most 1000000, or auto"},
    {"train --epochs 1.5", 2,
     "--epochs: '1.5' is not allowed; give a whole number of at least 0 and at most 1000000000"},
    {"train --epochs -3", 2, "--epochs: '-3' is not allowed; give a whole number of at least 0 and at most 1000000000"},
    {"train --batch-size 0", 2,
     "--batch-size: '0' is not allowed; give a whole number of at least 1 and at most 1000000000"},
    {"train --arch 8-", 2,
     "--arch: architecture '8-' cannot be read; give the widths of 1 to 100 hidden layers, each 1 to 65536, like 8-8, "
     "or linear for none"},
    {"train --arch 0", 2,
     "--arch: architecture '0' cannot be read; give the widths of 1 to 100 hidden layers, each 1 to 65536, like 8-8, "
     "or linear for none"},
    {"train --arch 70000", 2,
     "--arch: architecture '70000' cannot be read; give the widths of 1 to 100 hidden layers, each 1 to 65536, like "
     "8-8, or linear for none"},
    {"train --dataset spirall", 2,
     "--dataset: unknown data set 'spirall'; did you mean spiral? 'actlab list datasets' shows all; a file is given by "
     "its path"},
    {"train --dataset nowhere.csv", 66, "nowhere.csv: cannot be opened: there is no such file; check the path"},
    {"train --dataset .", 66, ".: is a directory, not a file; check the path"},
    {"train --dataset ./loop.csv", 66,
     "./loop.csv: cannot be opened: symbolic links of the path lead round in a circle; mend the links"},
    {"train --dataset ./pipe", 66,
     "./pipe: is a pipe, not a file on a disk; save what it gives in a file and name that"},
    {"train --dataset /dev/zero", 66,
     "/dev/zero: is a device, not a file on a disk; save what it gives in a file and name that"},
    {"train --dataset /dev/stdin", 66,
     "/dev/stdin: is no file that the run can be repeated with; save the data in a file and name that"},
    {"train --dataset latin1.csv", 65,
     "latin1.csv:1:1: the text is not UTF-8; convert the file, if it is in Latin-1 by iconv -f latin1 -t utf8 OLD > "
     "NEW"},
    {"train --dataset missing.csv", 65,
     "missing.csv:3:2: a value is missing (column 'b'); fill it in, or set --missing to drop or mean"},
    {"train --dataset ragged.csv", 65,
     "ragged.csv:3: has 2 fields where the first row has 3; give every row the same number of fields"},
    {"train --dataset one-class.csv", 65,
     "one-class.csv:2:3: every row has the class 'x' (column 'y'); there is nothing to learn; give rows of at least "
     "two classes"},
    {"train --dataset constant.csv", 65,
     "constant.csv:2:1: the column is constant and cannot help to predict (column 'a'); leave it out of the file"},
    {"train --dataset infinite.csv", 65,
     "infinite.csv:3:2: 'inf' is not a finite number (column 'b'); correct or drop the row"},
    {"train --dataset quote.csv", 65,
     "quote.csv:3: a quoted field that begins in this row is never closed; close it, and double a quote inside a "
     "quoted field"},
    {"train --dataset empty.csv", 65, "empty.csv: is empty; give a table with one row per sample"},
    {"train --dataset a-images-idx3-ubyte", 65,
     "a-images-idx3-ubyte: begins with 0x6a756e6b, not 0x00000803; give an IDX file of unsigned bytes"},
    {"train --dataset good.csv --target q", 2, "--target: good.csv has no column 'q'; did you mean a, b or y?"},
    {"train --dataset good.csv --features c", 2,
     "--features: no column or formula is called 'c'; did you mean a, b or x?"},
    {"train --dataset good.csv --features a+a", 2, "--features: 'a' is named twice; name it once"},
    {"train --dataset spiral --task regression", 2,
     "--task: spiral is of the task binary, not regression; leave --task out"},
    {"train --dataset good.csv --task ranking", 2,
     "--task: 'ranking' is not allowed; allowed are auto, binary, multiclass, multilabel and regression"},
    {"train --dataset circle:3", 2, "--dataset: 'circle:3' cannot be read; circle takes no number"},
    {"train --dataset rings:1", 2, "--dataset: 'rings:1' cannot be read; give a number from 2 to 20 after the colon"},
    {"train --noise 90", 2, "--noise: '90' is not allowed; give a number of at least 0 and at most 80"},
    {"train --samples 1", 2, "--samples: '1' is not allowed; give a whole number of at least 2 and at most 100000000"},
    {"train --train-fraction 0", 2,
     "--train-fraction: '0' is not allowed; give a number above 0 and at most 1, or auto"},
    {"train --train-fraction 0.001", 2,
     "--train-fraction: no row of 500 would be left to train on; raise it or give more samples"},
    {"train --validation-fraction 0.7", 2,
     "--validation-fraction: training and validation together take more than all rows; lower it or --train-fraction"},
    {"train --precision half", 2, "--precision: 'half' is not allowed; allowed are float and double"},
    {"train --shuffle yes", 2, "--shuffle: 'yes' is not allowed; give on or off"},
    {"train --optimizer adam:beta1=2", 2, "--optimizer: adam: beta1 is '2'; it must be a number from 0 to 0.999999"},
    {"train --momentum 0.5", 2, "--momentum: sgd takes no momentum; use --optimizer momentum or nesterov"},
    {"train --schedule cosin", 2, "--schedule: unknown schedule 'cosin'; did you mean cosine?"},
    {"train --early-stopping 5", 2,
     "--early-stopping: there are no rows to validate on; give --validation-fraction, for example 0.2, or "
     "--early-stopping-loss training"},
    {"train --dropout 1", 2, "--dropout: '1' is not allowed; give a number of at least 0 and at most 0.99"},
    {"train --activation x+*2", 2,
     "--activation: the formula has '*' at character 3; x, a number, a function or '(' is expected\n  x+*2\n    ^"},
    {"train --output-activation crelu", 2,
     "--output-activation: crelu gives two outputs for each target; use it for the hidden layers"},
    {"train --activation prelu:shared=1", 2, "--activation: prelu: shared is '1'; it must be on or off"},
    {"curves --range 5:1", 2,
     "--range: '5:1' is not allowed; give two numbers from -3.4e38 to 3.4e38, the smaller first, like -5:5"},
    {"curves --range -1e300:1e300", 2,
     "--range: '-1e300:1e300' is not allowed; give two numbers from -3.4e38 to 3.4e38, the smaller first, like -5:5"},
    {"curves --range 0:nan", 2,
     "--range: '0:nan' is not allowed; give two numbers from -3.4e38 to 3.4e38, the smaller first, like -5:5"},
    {"curves --points 1", 2, "--points: '1' is not allowed; give a whole number from 2 to 1000000"},
    {"curves --format gif", 2, "--format: 'gif' is not allowed; allowed are png, svg and pdf"},
    {"curves --precision half", 2, "--precision: 'half' is not allowed; allowed are float and double"},
    {"bench --seconds 0", 2, "--seconds: '0' is not allowed; give a number above 0 and at most 100"},
    {"bench --arch 8-", 2,
     "--arch: architecture '8-' cannot be read; give the widths of 1 to 100 hidden layers, each 1 to 65536, like 8-8, "
     "or "
     "linear for none"},
    {"train --optimizer adamm", 2, "--optimizer: unknown optimizer 'adamm'; did you mean adam, adamw or nadam?"},
    {"train --loss bce", 2,
     "--loss: unknown loss 'bce'; allowed are binary_cross_entropy, cross_entropy, negative_log_likelihood and "
     "squared"},
    {"train --loss cross_entropy", 2,
     "--loss: cross_entropy is for several classes, and the task is binary; use binary_cross_entropy or squared"},
    {"train --loss binary_cross_entropy --output-activation tanh", 2,
     "--loss: binary_cross_entropy is defined for --output-activation sigmoid, not tanh; use --loss squared or the "
     "matching output activation"},
    {"train --dataset reg-plane --loss binary_cross_entropy", 2,
     "--loss: binary_cross_entropy is for classes, and the task is regression; use squared"},
    {"train --output-activation softmax", 2, "--output-activation: softmax of one output is always 1; use sigmoid"},
    {"train --init he_norml", 2, "--init: unknown initializer 'he_norml'; did you mean normal or he_uniform?"},
    {"train --init uniform", 2,
     "--init: initializer 'uniform' cannot be read; give its scale after a colon, like uniform:0.5"},
    {"train --init he:-2", 2,
     "--init: initializer 'he:-2' cannot be read; give a gain after the colon, like he:1.5, or auto"},
    {"train --record metrics,weights", 2,
     "--record: cannot record 'weights'; allowed are all, none, metrics, layers, layer-curves, boundary, neurons, "
     "predictions, units, confusion, mistakes and model"},
    {"train --neurons-of 0,x", 2, "--neurons-of: 'x' is not allowed; give a whole number from 0 to 999999"},
    {"train --record neurons --neurons-of 0,16", 2,
     "--neurons-of: there is no network 16; there are 16 networks in a cell, numbered from 0"},
    {"train --snapshots-of some", 2,
     "--snapshots-of: 'some' is not allowed; give mean, or all for every network's outputs besides"},
    {"train --map-resolution 1", 2, "--map-resolution: '1' is not allowed; give a whole number from 2 to 2001"},
    {"plot . --size 9", 2, "--size: '9' is not allowed; give a number from 0.25 to 4"},
    {"plot . --font a;b", 2,
     "--font: 'a;b' is not the name of a font; give a family, like 'DejaVu Serif', and perhaps a comma and the size of "
     "the text in points"},
    {"plot . --font Sans,99", 2, "--font: '99' is not allowed; give a number from 4 to 24"},
    {"train --dataset fn:x^2 --snapshots 5", 2,
     "--snapshots: the data have one input, and no plane to draw; leave it out; --record boundary draws what the "
     "networks "
     "say over the input"},
    {"train --dataset fn:x^2 --boundary-plane pca", 2,
     "--boundary-plane: the data have one input, and no plane to draw; leave it out; --record boundary draws what the "
     "networks say over the input"},
    {"train --snapshots -1", 2, "--snapshots: '-1' is not allowed; give a whole number from 0 to 10000"},
    {"train --split first", 2, "--split: 'first' is not allowed; allowed are shuffled and ordered"},
    {"train --l1-mode clipped", 2, "--l1-mode: 'clipped' is not allowed; allowed are subgradient and clip"},
    {"train --shard 4/3", 2,
     "--shard: '4/3' is not allowed; give one of the shards like 3/16, or auto/16 in an array job; at most 100000"},
    {"train --pair arch,epoch", 2, "--pair: unknown setting 'epoch'; did you mean epochs?"},
    {"train --extend --force", 2, "--force: cannot be given together with --extend; give one of them"},
    {"train --playground #activation=rellu", 2,
     "--playground: activation='rellu' is not allowed; allowed are relu, tanh, sigmoid and linear"},
    {"train --dataset playground-circle", 2,
     "--dataset: 'playground-circle' has no seed; give Playground's seed after a colon, like "
     "playground-circle:0.27829"},
    {"train --init seedrandom:x", 2,
     "--init: initializer 'seedrandom:x' cannot be read; give a seed and the numbers drawn before the weights, like "
     "seedrandom:0.27829:2500"},
    {"submit --slurm --shards 99 --arch 3,4", 2,
     "--shards: the experiment has 2 cells only; give at most as many shards"},
    {"submit --shards 2 --arch 3,4", 2,
     "the batch system is not given, or more than one is; give one of --slurm, --kubernetes and --parallel"},
    {"list playground-url", 2, "the results directory is not given; give it: actlab list playground-url DIR"},
    {"claims nonsense", 2, "unknown claim 'nonsense'; 'actlab list claims' shows all; a file's name ends in .toml"},
    {"claims relu-defalt", 2, "unknown claim 'relu-defalt'; did you mean relu-default, relu-dies or relu-first?"},
    {"claims relu-dies relu-dies", 2, "'relu-dies' is given twice; name it once"},
    {"claims nowhere.toml", 66,
     "nowhere.toml: cannot be opened: there is no such file; give a file, or a name of 'actlab list claims'"},
    {"report nowhere", 66,
     "nowhere: is not a results directory (it has no run.toml); give a directory that 'actlab train' wrote"},
    {"report", 2, "DIR is required; see --help"},
    {"status nowhere", 66,
     "nowhere: is not a results directory (it has no run.toml); give a directory that 'actlab train' wrote"},
    {"merge out nowhere", 66,
     "nowhere: is not a results directory (it has no run.toml); give a directory that 'actlab train' wrote"},
    {"train --every 0", 2, "--every: '0' is not allowed; give a whole number from 1 to 1000000000"},
    {"train --boundary-resolution 1", 2,
     "--boundary-resolution: '1' is not allowed; give a whole number from 2 to 2001"},
    {"train --boundary-plane a", 2,
     "--boundary-plane: 'a' is not allowed; give two input columns like petal_length,petal_width, or pca, or auto"},
    {"train --dataset iris --boundary-plane sepal_length,petal", 2,
     "--boundary-plane: no input is called 'petal'; did you mean petal_length or petal_width?"},
    {"train --replicates 0", 2, "--replicates: '0' is not allowed; give a whole number from 1 to 1000000"},
    {"train --jobs 0", 2, "--jobs: '0' is not allowed; give a whole number from 1 to 1024"},
    {"train --memory 0", 2, "--memory: '0' is not allowed; give gigabytes, a number above 0 and at most 1000000"},
    {"train --simd sse4", 2, "--simd: unknown SIMD target 'sse4'; allowed are avx2, avx512 and neon"},
    {"train --lanes both", 2, "--lanes: unknown layout 'both'; allowed are replicates, units and auto"},
    {"train --color red", 2, "--color: 'red' is not allowed; allowed are auto, always and never"},
    {"train --seed -1", 2,
     "--seed: '-1' is not allowed; give a whole number of at least 0 and at most 9007199254740992"},
    {"train --seed 1 --seed 2", 2, "--seed: is given more than once; give a list with commas instead"},
    {"train --standardize maybe", 2, "--standardize: 'maybe' is not allowed; allowed are auto, on and off"},
    {"train --missing zero", 2, "--missing: 'zero' is not allowed; allowed are error, drop and mean"},
    {"train --loss auto,binary_cross_entropy", 2,
     "cells 1 and 2 of the grid are the same once everything is decided; leave out the value that auto or the data "
     "already imply"},
    {"train --config none.toml", 66, "none.toml: cannot be opened: there is no such file; check the path of --config"},
    {"train --config pipe", 66, "pipe: is a pipe, not a file on a disk; save what it gives in a file and name that"},
    {"train --config /dev/urandom", 66,
     "/dev/urandom: is a device, not a file on a disk; save what it gives in a file and name that"},
    {"train --config broken.toml", 2,
     "broken.toml:1:13: cannot be read as TOML: Error while parsing array: encountered end-of-file; see "
     "https://toml.io for the format"},
    {"train --config key.toml", 2, "key.toml:1:16: unknown key 'learnin_rate'; did you mean learning_rate?"},
    {"train --config value.toml", 2,
     "value.toml:2:14: activation: unknown activation 'rellu'; did you mean relu, reglu or lrelu? 'actlab list "
     "activations' shows all"},
    {"train --config kind.toml", 2,
     "kind.toml:1:14: activation: this kind of value is not allowed here; give a number, a text or a list of them"},
    {"train --out good.csv", 74,
     "good.csv: cannot be created: a part of the path is a file and no directory; choose another place"},
    {"train --out .", 2, ".: is not empty and not a results directory; choose another place with --out"},
    {"list", 2,
     "what to list is not given; allowed are activations, claims, datasets, features, initializers, losses, metrics, "
     "optimizers, schedules and playground-url"},
    {"list activation", 2,
     "cannot list 'activation'; allowed are activations, claims, datasets, features, initializers, losses, metrics, "
     "optimizers, schedules and playground-url"},
    {"plot", 2, "DIR is required; see --help"},
    {"plot nowhere", 66,
     "nowhere: is not a results directory (it has no run.toml); give a directory that 'actlab train' wrote"},
    {"plot good.csv --format gif", 2, "--format: 'gif' is not allowed; allowed are png, svg and pdf"},
    {"predict nowhere good.csv", 66,
     "nowhere: is not a results directory (it has no run.toml); give a directory that 'actlab train' wrote"},
    {"predict nowhere", 2, "FILE is required; see --help"},
};

void write_files(const TemporaryDirectory& directory) {
  directory.write("good.csv", "a,b,y\n1,2,x\n3,4,z\n5,6,x\n7,8,z\n");
  directory.write("missing.csv", "a,b,y\n1,2,x\n3,,z\n");
  directory.write("ragged.csv", "a,b,y\n1,2,x\n3,4\n");
  directory.write("one-class.csv", "a,b,y\n1,2,x\n3,4,x\n");
  directory.write("constant.csv", "a,b,y\n1,2,x\n1,4,z\n");
  directory.write("infinite.csv", "a,b,y\n1,2,x\n3,inf,z\n");
  directory.write("quote.csv", "a,b,y\n1,2,x\n3,\"4,z\n");
  directory.write("empty.csv", "");
  directory.write("broken.toml", "nonsense = [");
  directory.write("key.toml", "learnin_rate = 0.1\n");
  directory.write("value.toml", "epochs = 5\nactivation = [\"relu\", \"rellu\"]\n");
  directory.write("kind.toml", "activation = {b = 1}\n");
  directory.write("a-images-idx3-ubyte", "junk");
  directory.write("latin1.csv",
                  "gr\xF6\xDF"
                  "e,y\n1,0\n2,1\n");
  std::filesystem::create_symlink("loop.csv", directory.path() / "loop.csv");
  REQUIRE(::mkfifo((directory.path() / "pipe").c_str(), 0600) == 0);
}

}  // namespace

TEST_CASE("Every wrong command gets its one sentence and exit code, and writes nothing") {
  for (const WrongCommand& wrong : wrong_commands) {
    CAPTURE(wrong.command);
    const TemporaryDirectory directory;
    write_files(directory);
    const auto before = tree(directory.path());
    const Finished finished = run(directory.path(), words(wrong.command));
    CHECK(finished.exit_code == wrong.exit_code);
    CHECK(finished.err == "actlab: " + std::string(wrong.message) + "\n");
    CHECK(finished.out.empty());
    CHECK(tree(directory.path()) == before);
  }
}

TEST_CASE("A configuration is read up to 16 MiB and no further") {
  const TemporaryDirectory directory;
  directory.write("long.toml", "");
  std::filesystem::resize_file(directory.path() / "long.toml", std::uintmax_t{1} << 40);
  const Finished finished = run(directory.path(), words("train --config long.toml"));
  CHECK(finished.exit_code == 65);
  CHECK(finished.err == "actlab: long.toml: is longer than 16 MiB; is it the right file?\n");
  CHECK(finished.peak_kib < 200 * 1024);
}
