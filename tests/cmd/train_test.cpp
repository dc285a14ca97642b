#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "arithmetic/target.hpp"
#include "cmd/program.hpp"

using namespace actlab::test;
using namespace std::chrono_literals;

namespace {

// Every activation, task and precision, partial batches, resplit and regularisers, in small.
const std::vector<std::string> broad_experiments = {
    "train --dataset spiral --samples 90 --arch 5-3 --epochs 6 --every 3 --boundary-resolution 11 --record all "
    "--activation identity,sigmoid,tanh,relu,leaky_relu,elu,selu,softplus,gelu,silu,mish,maxout,maxout:pieces=3 "
    "--precision float,double",
    "train --dataset rings,multilabel-rings,reg-gauss --samples 70 --arch linear,4 --epochs 5 --every 2 "
    "--boundary-resolution 9 --record all --batch-size 8 --partial-batch keep,drop,carry --noise 10",
    "train --dataset iris,diabetes,breast-cancer --arch 6 --activation tanh --epochs 3 --boundary-resolution 7 "
    "--record all --resplit on,off --validation-fraction 0.1 --l1 0,0.001 --l2 0.01",
};

void run_all(const std::filesystem::path& directory, const std::string& name, const std::string& more) {
  for (std::size_t i = 0; i < broad_experiments.size(); ++i) {
    const Finished run_result =
        run(directory, words(broad_experiments[i] + " --out " + name + "/" + std::to_string(i) + " --quiet " + more));
    REQUIRE(run_result.err.empty());
    REQUIRE(run_result.exit_code == 0);
  }
}

void all_equal(const std::filesystem::path& a, const std::filesystem::path& b) {
  const auto first = deterministic(a);
  const auto second = deterministic(b);
  REQUIRE(first.size() > 100);
  REQUIRE(first.size() == second.size());
  for (const auto& [name, bytes] : first) {
    CAPTURE(name);
    CHECK((second.contains(name) && second.at(name) == bytes));
  }
}

}  // namespace

TEST_CASE("One thread and two write the same bytes") {
  const TemporaryDirectory directory;
  run_all(directory.path(), "one", "--jobs 1");
  run_all(directory.path(), "two", "--jobs 2");
  all_equal(directory.path() / "one", directory.path() / "two");
}

TEST_CASE("Every SIMD target of the machine writes the same bytes") {
  const TemporaryDirectory directory;
  const auto targets = actlab::arithmetic::available_targets();
  for (const auto target : targets) {
    const std::string name(actlab::arithmetic::target_name(target));
    run_all(directory.path(), name, "--simd " + name);
    all_equal(directory.path() / std::string(actlab::arithmetic::target_name(targets.front())),
              directory.path() / name);
  }
}

TEST_CASE("Language, time zone, home and directory do not change a byte") {
  const TemporaryDirectory directory;
  const TemporaryDirectory elsewhere;
  const auto arguments = words(broad_experiments[0] + " --out r --quiet");
  CHECK(run(directory.path(), arguments).exit_code == 0);
  CHECK(run(elsewhere.path(), arguments,
            {{"LC_ALL", "de_DE.UTF-8"}, {"TZ", "Asia/Tokyo"}, {"HOME", "/nonexistent"}, {"MALLOC_PERTURB_", "165"}})
            .exit_code == 0);
  all_equal(directory.path() / "r", elsewhere.path() / "r");
}

TEST_CASE("Five replicates are the first five of twenty") {
  const TemporaryDirectory directory;
  const std::string command = "train --arch 4 --epochs 5 --precision float,double --record model --quiet";
  CHECK(run(directory.path(), words(command + " --replicates 5 --out five")).exit_code == 0);
  CHECK(run(directory.path(), words(command + " --replicates 20 --out twenty")).exit_code == 0);
  const auto five = lines(read_file(directory.path() / "five/runs.csv"));
  const auto twenty = lines(read_file(directory.path() / "twenty/runs.csv"));
  REQUIRE(five.size() == 11);
  REQUIRE(twenty.size() == 41);
  for (std::size_t cell = 0; cell < 2; ++cell) {
    for (std::size_t r = 0; r < 5; ++r) CHECK(five[1 + 5 * cell + r] == twenty[1 + 20 * cell + r]);
  }
}

TEST_CASE("run.toml repeats its experiment byte for byte") {
  const TemporaryDirectory directory;
  CHECK(run(directory.path(), words(broad_experiments[1] + " --out a --quiet")).exit_code == 0);
  CHECK(run(directory.path(), words("train --config a/run.toml --out b --quiet")).exit_code == 0);
  all_equal(directory.path() / "a", directory.path() / "b");
}

TEST_CASE("The results directory holds what the design promises") {
  const TemporaryDirectory directory;
  const Finished finished =
      run(directory.path(), words("train --samples 60 --arch 3 --epochs 20 --record all --out r"));
  CHECK(finished.exit_code == 0);
  CHECK(finished.err.empty());
  CHECK(finished.out.find("spiral") != std::string::npos);
  CHECK(finished.out.find('\x1b') == std::string::npos);
  const auto files = tree(directory.path() / "r");
  for (const char* name :
       {"run.toml", "manifest.json", "host.json", "cells.csv", "labels.csv", "runs.csv", "summary.csv", "journal"}) {
    CHECK(files.contains(name));
  }
  const auto manifest = nlohmann::json::parse(files.at("manifest.json"));
  CHECK(manifest["contract"] == 2);
  CHECK(manifest["files"].size() == 5 + 16);
  const std::string runs_header = lines(files.at("runs.csv")).front();
  CHECK(runs_header ==
        "cell,replicate,seed,epochs_run,best_epoch,diverged,train_loss,validation_loss,test_loss,train_accuracy,"
        "validation_accuracy,test_accuracy");
  for (const auto& [name, bytes] : files) {
    if (!name.ends_with("metrics.csv")) continue;
    CHECK(lines(bytes).front() ==
          "replicate,epoch,train_loss,validation_loss,test_loss,train_accuracy,validation_accuracy,test_accuracy");
    CHECK(lines(bytes).size() == 1 + 16 * 3);  // epochs 0, 10 and 20
  }
}

TEST_CASE("Nothing but runs recorded makes no directory for the cell") {
  const TemporaryDirectory directory;
  CHECK(run(directory.path(), words("train --samples 60 --epochs 2 --record none --out r --quiet")).exit_code == 0);
  CHECK(std::filesystem::is_empty(directory.path() / "r/cells"));
}

TEST_CASE("The same command again trains nothing, and another is refused") {
  const TemporaryDirectory directory;
  const std::string command = "train --samples 60 --epochs 4 --out r";
  CHECK(run(directory.path(), words(command)).exit_code == 0);
  const auto before = deterministic(directory.path() / "r");
  const Finished again = run(directory.path(), words(command));
  CHECK(again.exit_code == 0);
  CHECK(again.err == "actlab: 1 of 1 cells were finished by an earlier run\n");
  CHECK(deterministic(directory.path() / "r") == before);
  const Finished other = run(directory.path(), words(command + " --seed 2"));
  CHECK(other.exit_code == 2);
  CHECK(other.err ==
        "actlab: r: holds results of other settings; choose another --out, or pass --force to start over\n");
  CHECK(deterministic(directory.path() / "r") == before);
  CHECK(run(directory.path(), words(command + " --seed 2 --force --quiet")).exit_code == 0);
}

TEST_CASE("A damaged file of a finished cell is made again") {
  const TemporaryDirectory directory;
  const std::string command = "train --samples 60 --epochs 4 --out r --quiet";
  CHECK(run(directory.path(), words(command)).exit_code == 0);
  const auto before = deterministic(directory.path() / "r");
  for (const auto& [name, bytes] : before) {
    if (name.ends_with("model.json")) directory.write("r/" + name, bytes.substr(0, bytes.size() / 2));
  }
  CHECK(deterministic(directory.path() / "r") != before);
  CHECK(run(directory.path(), words(command)).exit_code == 0);
  CHECK(deterministic(directory.path() / "r") == before);
}

TEST_CASE("Interrupted at any time and started again, the bytes are those of an undisturbed run") {
  const TemporaryDirectory directory;
  const std::string command =
      "train --jobs 1 --arch 8-8,8-7,8-6,8-5 --epochs 2500 --record metrics --every 500 --quiet --out ";
  CHECK(run(directory.path(), words(command + "whole")).exit_code == 0);
  for (const int signal : {SIGINT, SIGTERM, SIGUSR1, SIGKILL}) {
    const std::string name = "r" + std::to_string(signal);
    const Running running(directory.path(), words(command + name));
    std::this_thread::sleep_for(600ms);
    running.send(signal);
    const auto sent = std::chrono::steady_clock::now();
    const Finished stopped = running.wait();
    CHECK(std::chrono::steady_clock::now() - sent < 2s);
    CAPTURE(signal, stopped.err);
    if (stopped.exit_code == 0) continue;  // a fast machine was done before
    CHECK(stopped.exit_code == (signal == SIGUSR1 ? 75 : 128 + signal));
    if (signal != SIGKILL) CHECK(stopped.err.find("run the same command to go on") != std::string::npos);
    CHECK(!std::filesystem::exists(directory.path() / name / "manifest.json"));
    CHECK(run(directory.path(), words(command + name)).exit_code == 0);
    CHECK(deterministic(directory.path() / name) == deterministic(directory.path() / "whole"));
  }
}

TEST_CASE("A second process in the same directory ends with 75 and names the first") {
  const TemporaryDirectory directory;
  const auto command = words("train --epochs 100000 --record none --quiet --out r");
  const Running first(directory.path(), command);
  std::this_thread::sleep_for(400ms);
  const Finished second = run(directory.path(), command);
  first.send(SIGKILL);
  first.wait();
  CHECK(second.exit_code == 75);
  CHECK(second.err.starts_with("actlab: r: process "));
  CHECK(second.err.find(" is writing to it; wait for it to end, or choose another --out") != std::string::npos);
}

TEST_CASE("Memory does not grow with the number of epochs") {
  const TemporaryDirectory directory;
  const std::string command = "train --samples 20 --arch 2 --every 1 --record metrics --quiet --jobs 1 --epochs ";
  const Finished few = run(directory.path(), words(command + "100 --out few"));
  const Finished many = run(directory.path(), words(command + "40000 --out many"));
  CHECK(few.exit_code == 0);
  CHECK(many.exit_code == 0);
  CHECK(many.peak_kib < few.peak_kib + 6 * 1024);
}

TEST_CASE("A network that diverges is recorded and leaves the others alone") {
  const TemporaryDirectory directory;
  const std::string command = "train --dataset diabetes --standardize off --arch 4 --epochs 30 --replicates 5 --out ";
  CHECK(run(directory.path(), words(command + "r --learning-rate 0.5 --record all --quiet")).exit_code == 0);
  const auto rows = lines(read_file(directory.path() / "r/runs.csv"));
  REQUIRE(rows.size() == 6);
  CHECK(rows[1].find(",1,nan,,nan,nan,,nan") != std::string::npos);
}

TEST_CASE("A dry run shows the cells and writes nothing") {
  const TemporaryDirectory directory;
  const Finished finished = run(directory.path(), words("train --activation relu,tanh --dry-run"));
  CHECK(finished.exit_code == 0);
  CHECK(finished.out.find("2 cells of 16 networks, 1.6 million model-samples to train, into results/") !=
        std::string::npos);
  CHECK(tree(directory.path()).empty());
}

TEST_CASE("Each line of --json is a JSON object") {
  const TemporaryDirectory directory;
  const Finished finished =
      run(directory.path(), words("train --dataset circle,diabetes --epochs 2 --record none --json --out r"));
  CHECK(finished.exit_code == 0);
  const auto rows = lines(finished.out);
  REQUIRE(rows.size() == 2);
  CHECK(nlohmann::json::parse(rows[0])["dataset"] == "circle");
  CHECK(nlohmann::json::parse(rows[1]).contains("test_r2_median"));
}

TEST_CASE("A grid's cell is the same as the cell alone") {
  const TemporaryDirectory directory;
  const std::string command = "train --samples 60 --epochs 5 --quiet --record all --boundary-resolution 5 --out ";
  CHECK(run(directory.path(), words(command + "grid --activation relu,tanh,silu --arch 4,5")).exit_code == 0);
  CHECK(run(directory.path(), words(command + "one --activation tanh --arch 5")).exit_code == 0);
  const auto one = deterministic(directory.path() / "one/cells");
  const auto grid = deterministic(directory.path() / "grid/cells");
  for (const auto& [name, bytes] : one) {
    CAPTURE(name);
    CHECK((grid.contains(name) && grid.at(name) == bytes));
  }
}

TEST_CASE("Snapshots are boundaries over time: the last one is the boundary, and training does not notice") {
  const TemporaryDirectory directory;
  const std::string command =
      "train --samples 60 --epochs 40 --replicates 20 --boundary-resolution 7 --map-resolution 7 "
      "--record boundary,model --quiet --out ";
  CHECK(run(directory.path(), words(command + "with --snapshots 5 --snapshots-of all")).exit_code == 0);
  CHECK(run(directory.path(), words(command + "means --snapshots 5")).exit_code == 0);
  CHECK(run(directory.path(), words(command + "without")).exit_code == 0);
  const auto cell = std::filesystem::directory_iterator(directory.path() / "with/cells")->path();
  const auto same = directory.path() / "without/cells" / cell.filename();
  CHECK(read_file(cell / "model.json") == read_file(same / "model.json"));
  const std::string boundary = read_file(cell / "boundary.csv");
  CHECK(boundary == read_file(same / "boundary.csv"));
  const auto rows = lines(read_file(cell / "boundary-snapshots.csv"));
  REQUIRE(rows.size() == 1 + 5 * 49);
  const auto means = lines(read_file(directory.path() / "means/cells" / cell.filename() / "boundary-snapshots.csv"));
  REQUIRE(means.size() == rows.size());
  CHECK(means[0] == "epoch,x,y,mean,sd,diverged");
  std::set<std::string> epochs;
  std::string last;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    CHECK(rows[i].starts_with(means[i] + ","));
    const std::string epoch = rows[i].substr(0, rows[i].find(','));
    const std::string diverged = i == 0 ? ",diverged" : ",0";
    if (i > 0) epochs.insert(epoch);
    REQUIRE(means[i].ends_with(diverged));
    const std::size_t kept = means[i].size() - diverged.size();
    const std::string without_counts = rows[i].substr(0, kept) + rows[i].substr(means[i].size());
    if (i == 0 || epoch == "40") last += without_counts.substr(epoch.size() + 1) + "\n";
  }
  CHECK(epochs == std::set<std::string>{"0", "10", "20", "30", "40"});
  CHECK(last == boundary);
}

TEST_CASE("Weights that L1 takes across zero stay there under clip, and only then") {
  const TemporaryDirectory directory;
  const std::string command =
      "train --dataset circle --samples 100 --epochs 60 --replicates 4 --l1 0.02 --record model --quiet --out ";
  const auto zeros = [&](const std::string& name) {
    const auto cell = std::filesystem::directory_iterator(directory.path() / name / "cells")->path();
    const auto model = nlohmann::json::parse(read_file(cell / "model.json"));
    int count = 0;
    for (const auto& replicate : model["replicates"]) {
      for (const auto& layer : replicate["final"]["weights"]) {
        for (const auto& unit : layer) count += static_cast<int>(std::count(unit.begin(), unit.end(), 0.0));
      }
    }
    return count;
  };
  CHECK(run(directory.path(), words(command + "clip --l1-mode clip")).exit_code == 0);
  CHECK(run(directory.path(), words(command + "plain")).exit_code == 0);
  CHECK(zeros("clip") > 50);
  CHECK(zeros("plain") == 0);
}

TEST_CASE("Cells that differ in their initial weights alone are told apart, in the summary and in labels.csv") {
  const TemporaryDirectory directory;
  const Finished finished = run(
      directory.path(), words("train --init he,glorot --arch 3 --epochs 2 --replicates 2 --record metrics --out r"));
  CHECK(finished.exit_code == 0);
  CHECK(finished.out.find("he  ") != std::string::npos);
  CHECK(finished.out.find("glorot") != std::string::npos);
  const std::vector<std::string> labels = lines(read_file(directory.path() / "r" / "labels.csv"));
  REQUIRE(labels.size() == 3);
  CHECK(labels[0] == "cell,label,dataset,activation,task,threshold,inputs,outputs");
  CHECK(labels[1].substr(12) == ",relu\u201a init he,spiral,relu,binary,0.5,x | y,0 | 1");
  CHECK(labels[2].substr(12) == ",relu\u201a init glorot,spiral,relu,binary,0.5,x | y,0 | 1");
}

TEST_CASE("Layers of different activations go through training, prediction and verification") {
  const TemporaryDirectory directory;
  const std::string train =
      "train --dataset iris --activation 'soft=x/(1+abs(x))/prelu,tanh' --arch 4-3 --bias off --epochs 3 --replicates "
      "3 ";
  REQUIRE(run(directory.path(), words(train + "--out r")).exit_code == 0);
  const std::vector<std::string> cells = lines(read_file(directory.path() / "r" / "cells.csv"));
  CHECK(cells[1].find(",soft=x/(1+abs(x))/prelu,") != std::string::npos);
  CHECK(cells[1].find(",glorot/he,off,0,") != std::string::npos);
  const std::vector<std::string> labels = lines(read_file(directory.path() / "r" / "labels.csv"));
  CHECK(labels[1].substr(12).starts_with(",soft/prelu,iris,"));
  CHECK(run(directory.path(), words("verify r")).exit_code == 0);
  const std::string iris = std::string(ACTLAB_SOURCE_DIR) + "/datasets/iris.csv";
  CHECK(run(directory.path(), words("predict r " + iris + " --cell " + cells[1].substr(0, 12))).exit_code == 0);
  const Finished curves =
      run(directory.path(), words("curves --activation sigmoid/relu,relu --points 3 --out curves.csv"));
  CHECK(curves.exit_code == 0);
  CHECK(lines(read_file(directory.path() / "curves.csv")).size() == 1 + 2 * 3);
  const Finished wrong = run(directory.path(), words("train --arch 4-3-2 --activation relu/tanh --dry-run"));
  CHECK(wrong.exit_code == 2);
  CHECK(wrong.err ==
        "actlab: --activation: 'relu/tanh' names 2 layers, and --arch 4-3-2 has 3 hidden; give one for each "
        "hidden layer, or one for all\n");
}

TEST_CASE("A dry run of a million cells, or of a million networks, shows the ends of the plan at once") {
  const TemporaryDirectory directory;
  std::string seeds = "--seed 1";
  std::string rates = " --learning-rate 0.001";
  for (int i = 2; i <= 1000; ++i) {
    seeds += "," + std::to_string(i);
    rates += "," + std::to_string(i) + "e-3";
  }
  const Finished cells = run(directory.path(), words("train --dry-run --samples 40 --arch 2 " + seeds + rates));
  CHECK(cells.exit_code == 0);
  CHECK(cells.out.find("\n   ...  999960 more\n999981  ") != std::string::npos);
  CHECK(cells.out.find("\n1000000 cells of 16 networks, ") != std::string::npos);
  CHECK(cells.peak_kib < 200 * 1024);
  const Finished networks = run(directory.path(), words("train --dry-run --samples 40 --arch 2 --replicates 1000000"));
  CHECK(networks.exit_code == 0);
  CHECK(networks.out.find("\n1 cell of 1000000 networks, ") != std::string::npos);
  CHECK(networks.peak_kib < 200 * 1024);
}

TEST_CASE("In learning curves a network that was stopped early stays what it ended as") {
  const TemporaryDirectory directory;
  CHECK(
      run(directory.path(), words("train --samples 60 --noise 40 --epochs 60 --every 1 --replicates 5 --record metrics "
                                  "--learning-rate 0.2 --validation-fraction 0.3 --early-stopping 2 --quiet --out r"))
          .exit_code == 0);
  const auto cell = std::filesystem::directory_iterator(directory.path() / "r/cells")->path();
  // Of each replicate its test losses by epoch, and the one that was kept.
  const auto column = [](const std::string& line, std::size_t index) {
    std::istringstream fields(line);
    std::string field;
    for (std::size_t i = 0; i <= index; ++i) std::getline(fields, field, ',');
    return field;
  };
  std::map<int, std::vector<double>> losses;
  const auto metrics = lines(read_file(cell / "metrics.csv"));
  for (std::size_t i = 1; i < metrics.size(); ++i) {
    losses[std::stoi(column(metrics[i], 0))].push_back(std::stod(column(metrics[i], 4)));
  }
  const auto runs = lines(read_file(directory.path() / "r/runs.csv"));
  const auto curves = lines(read_file(cell / "curves.csv"));
  const auto header = lines(curves[0] + "\n")[0];
  REQUIRE(column(header, 8) == "test_loss_median");
  std::set<std::size_t> ends;
  for (const auto& [replicate, of_epochs] : losses) ends.insert(of_epochs.size());
  REQUIRE(ends.size() > 1);
  REQUIRE(curves.size() == *ends.rbegin() + 1);
  for (std::size_t epoch = 0; epoch + 1 < curves.size(); ++epoch) {
    std::vector<double> values;
    for (const auto& [replicate, of_epochs] : losses) {
      const std::string& kept = runs[static_cast<std::size_t>(replicate) + 1];
      values.push_back(epoch < of_epochs.size() ? of_epochs[epoch] : std::stod(column(kept, 8)));
    }
    std::ranges::sort(values);
    CHECK(std::stod(column(curves[epoch + 1], 8)) == values[2]);
  }
}

TEST_CASE("Of data with one input the fit is recorded: the function, every network, and their quartiles") {
  const TemporaryDirectory directory;
  CHECK(run(directory.path(),
            words("train --dataset fn:2*x+1;from=-2;to=3 --arch linear --optimizer adam --learning-rate 0.05 "
                  "--epochs 400 --replicates 5 --boundary-resolution 11 --record boundary --quiet --out r"))
            .exit_code == 0);
  const auto cell = std::filesystem::directory_iterator(directory.path() / "r/cells")->path();
  const auto rows = lines(read_file(cell / "fit.csv"));
  REQUIRE(rows.size() == 12);
  CHECK(rows[0] == "x,target,q1,median,q3,r0,r1,r2,r3,r4");
  for (std::size_t i = 1; i < rows.size(); ++i) {
    std::vector<double> fields;
    std::istringstream row(rows[i]);
    for (std::string field; std::getline(row, field, ',');) fields.push_back(std::stod(field));
    REQUIRE(fields.size() == 10);
    CHECK(fields[1] == Approx(2 * fields[0] + 1));
    std::vector<double> networks(fields.begin() + 5, fields.end());
    std::ranges::sort(networks);
    CHECK(fields[2] == networks[1]);
    CHECK(fields[3] == networks[2]);
    CHECK(fields[4] == networks[3]);
    CHECK(fields[3] == Approx(fields[1]).margin(0.05));  // a line learns a line
  }
  CHECK(lines(read_file(cell / "points.csv"))[0] == "split,x,y,target");
  CHECK(!std::filesystem::exists(cell / "boundary.csv"));
}

TEST_CASE("Snapshots of a fine boundary take files, not memory") {
  const TemporaryDirectory directory;
  const Finished trained =
      run(directory.path(), words("train --samples 40 --arch 2 --epochs 20 --record boundary --jobs 1 "
                                  "--map-resolution 301 --snapshots 20 --out r"));
  CHECK(trained.exit_code == 0);
  CHECK(trained.peak_kib < 100 * 1024);
}

TEST_CASE("The memory that a run takes is said beforehand") {
  const TemporaryDirectory directory;
  const std::string command = "train --samples 40 --arch 600-600 --epochs 1 --record model --jobs 1 ";
  const Finished before = run(directory.path(), words(command + "--dry-run"));
  const Finished trained = run(directory.path(), words(command + "--out r"));
  const std::string said = "by a short trial; about ";
  const std::size_t at = before.out.find(said);
  REQUIRE(at != std::string::npos);
  CHECK(before.out.substr(at).find(" MB of memory\n") != std::string::npos);
  const double taken = 1024e-6 * static_cast<double>(trained.peak_kib);
  const double megabytes = std::stod(before.out.substr(at + said.size()));
  CHECK(megabytes > taken / 1.5);
  CHECK(megabytes < taken * 2);
}
