#include <catch2/catch.hpp>
#include <chrono>
#include <nlohmann/json.hpp>
#include <thread>

#include "program.hpp"
#include "record/cell_record.hpp"
#include "record/journal.hpp"

using namespace actlab::test;
using namespace std::chrono_literals;

namespace {

const std::string sweep =
    "train --activation relu,tanh,silu --arch 3,4,5 --samples 60 --epochs 12 --record metrics,model --quiet ";

void train_shards(const TemporaryDirectory& directory, const std::vector<std::string>& shards) {
  for (const std::string& shard : shards) {
    CHECK(run(directory.path(), words(sweep + "--out s --shard " + shard)).exit_code == 0);
  }
}

// A copy of a results directory whose journal, checksums and all, claims another result for one network.
void forge(const std::filesystem::path& from, const std::filesystem::path& to) {
  std::filesystem::copy(from, to, std::filesystem::copy_options::recursive);
  const auto payloads = actlab::Journal::read(to / "journal");
  std::filesystem::remove(to / "journal");
  actlab::Journal journal(actlab::Directory(to), "journal");
  for (auto& [id, record] : actlab::read_cell_records(payloads)) {
    record.runs[0] += "1";
    journal.append(actlab::record_text(record));
  }
}

}  // namespace

TEST_CASE("Merged shards are the unsharded experiment, byte for byte") {
  const TemporaryDirectory directory;
  CHECK(run(directory.path(), words(sweep + "--out whole")).exit_code == 0);
  train_shards(directory, {"2/3", "3/3", "1/3"});
  const Finished merged = run(directory.path(), words("merge merged s-shard-1-of-3 s-shard-2-of-3 s-shard-3-of-3"));
  CHECK(merged.exit_code == 0);
  CHECK(merged.out == "merged: 9 cells of 3 directories\n");
  CHECK(deterministic(directory.path() / "merged") == deterministic(directory.path() / "whole"));
  CHECK(run(directory.path(), words("verify merged")).exit_code == 0);
  CHECK(run(directory.path(), words("verify s-shard-2-of-3")).exit_code == 0);
  const Finished resumed = run(directory.path(), words(sweep + "--out merged"));
  CHECK(resumed.err == "actlab: 9 of 9 cells were finished by an earlier run\n");
}

TEST_CASE("A merge without all shards writes nothing and prints the lines that train what is missing") {
  const TemporaryDirectory directory;
  train_shards(directory, {"1/4", "4/4"});
  const Finished merged = run(directory.path(), words("merge m s-shard-1-of-4 s-shard-4-of-4"));
  CHECK(merged.exit_code == 3);
  CHECK(merged.err.find("cells are missing (shards 2 and 3 of 4); nothing was merged") != std::string::npos);
  const auto printed = lines(merged.out);
  REQUIRE(printed.size() == 3);
  CHECK(printed[0] == "actlab train --config s-shard-1-of-4/run.toml --shard 2/4 --out s");
  CHECK(printed[2] == "as an array job: --array=2,3");
  CHECK(!std::filesystem::exists(directory.path() / "m"));
  for (std::size_t i = 0; i < 2; ++i) {
    CHECK(run(directory.path(), words(printed[i].substr(std::string("actlab ").size()) + " --quiet")).exit_code == 0);
  }
  CHECK(run(directory.path(), words("merge m s-shard-1-of-4 s-shard-2-of-4 s-shard-3-of-4 s-shard-4-of-4")).exit_code ==
        0);
}

TEST_CASE("A merge refuses mixed experiments, mixed cuts, damaged files and shards that disagree") {
  const TemporaryDirectory directory;
  train_shards(directory, {"1/2", "2/2", "1/3"});
  CHECK(run(directory.path(), words("train --samples 60 --epochs 3 --out other --quiet")).exit_code == 0);
  const auto merge = [&](const std::string& parts) { return run(directory.path(), words("merge m " + parts)); };

  Finished refused = merge("s-shard-1-of-2 other");
  CHECK(refused.exit_code == 2);
  CHECK(refused.err ==
        "actlab: other: is of another experiment than s-shard-1-of-2; merge directories that the same "
        "command wrote\n");
  refused = merge("s-shard-1-of-2 s-shard-1-of-3");
  CHECK(refused.exit_code == 2);
  CHECK(refused.err ==
        "actlab: s-shard-1-of-3: is one of 3 shards, and s-shard-1-of-2 one of 2; merge shards of one "
        "number\n");
  CHECK(merge("nowhere").exit_code == 66);

  forge(directory.path() / "s-shard-1-of-2", directory.path() / "forged");
  refused = merge("s-shard-1-of-2 forged s-shard-2-of-2");
  CHECK(refused.exit_code == 4);
  CHECK(refused.err.find("forged: disagrees with s-shard-1-of-2 on cell ") != std::string::npos);
  CHECK(merge("s-shard-1-of-2 s-shard-1-of-2 s-shard-2-of-2 --force").exit_code == 0);
  std::filesystem::remove_all(directory.path() / "m");

  const auto cell = std::filesystem::directory_iterator(directory.path() / "s-shard-1-of-2/cells")->path();
  const auto metrics = cell / "metrics.csv";
  const std::string bytes = read_file(metrics);
  std::ofstream(metrics, std::ios::binary) << bytes << "x\n";
  refused = merge("s-shard-1-of-2 s-shard-2-of-2");
  CHECK(refused.exit_code == 65);
  CHECK(refused.err.find("metrics.csv: is not as it was written; train this shard again: the same command mends it") !=
        std::string::npos);
  CHECK(!std::filesystem::exists(directory.path() / "m"));
  CHECK(run(directory.path(), words(sweep + "--out s --shard 1/2")).exit_code == 0);
  CHECK(read_file(metrics) == bytes);
  CHECK(merge("s-shard-1-of-2 s-shard-2-of-2").exit_code == 0);
}

TEST_CASE("The batch system's index chooses the shard, and the program says which it took") {
  const TemporaryDirectory directory;
  const Finished finished =
      run(directory.path(), words(sweep + "--out s --shard auto/3"), {{"JOB_COMPLETION_INDEX", "1"}});
  CHECK(finished.exit_code == 0);
  CHECK(finished.err.find("shard 2/3 (JOB_COMPLETION_INDEX=1): 3 of 9 cells, into s-shard-2-of-3") !=
        std::string::npos);
  const Finished other = run(directory.path(), words(sweep + "--out s-shard-2-of-3"));
  CHECK(other.exit_code == 2);
  CHECK(other.err.find("holds shard 2/3, not the whole one") != std::string::npos);
}

TEST_CASE("An extended grid trains exactly the new cells and is as if it had always been so") {
  const TemporaryDirectory directory;
  const std::string rest = " --samples 60 --epochs 12 --record metrics --quiet --out r";
  CHECK(run(directory.path(), words("train --activation relu,tanh --arch 3,4" + rest)).exit_code == 0);
  const auto before = tree(directory.path() / "r");
  const std::string changed = "train --activation silu,relu --arch 4,5" + rest;
  const Finished refused = run(directory.path(), words(changed));
  CHECK(refused.exit_code == 2);
  CHECK(refused.err.find("holds another grid (cells: 1 done, 3 new, 3 no longer in it); pass --extend") !=
        std::string::npos);
  CHECK(tree(directory.path() / "r/cells").size() == 4 * 4);

  const Finished extended = run(directory.path(), words(changed + " --extend"));
  CHECK(extended.exit_code == 0);
  CHECK(extended.err == "actlab: 1 of 4 cells were finished by an earlier run\n");
  CHECK(run(directory.path(), words(changed.substr(0, changed.size() - 1) + "fresh")).exit_code == 0);
  auto files = deterministic(directory.path() / "r");
  std::erase_if(files, [](const auto& file) { return file.first.starts_with("set-aside"); });
  CHECK(files == deterministic(directory.path() / "fresh"));
  CHECK(run(directory.path(), words("verify r")).exit_code == 0);

  const Finished back = run(directory.path(), words("train --activation relu,tanh --arch 3,4 --extend" + rest));
  CHECK(back.exit_code == 0);
  CHECK(back.err == "actlab: 4 of 4 cells were finished by an earlier run\n");
  auto again = deterministic(directory.path() / "r");
  std::erase_if(again, [](const auto& file) { return file.first.starts_with("set-aside"); });
  for (const auto& [name, bytes] : before) {
    CAPTURE(name);
    if (again.contains(name)) CHECK(again[name] == bytes);
  }
}

TEST_CASE("A cell that cannot be trained is recorded with its reason and does not stop the rest") {
  const TemporaryDirectory directory;
  const std::string command =
      "train --arch 3,60000-60000,4 --samples 60 --epochs 5 --record metrics --lanes replicates --out r";
  const Finished refused = run(directory.path(), words(command));
  CHECK(refused.exit_code == 2);
  CHECK(refused.err.starts_with("actlab: --arch: the run would take about "));
  CHECK(!std::filesystem::exists(directory.path() / "r"));
  const Finished finished = run(directory.path(), words(command + " --memory 1000000"));
  REQUIRE(finished.exit_code == 1);
  CHECK(finished.err.find("r: 1 of 3 cells failed, first cell 2: out of memory") != std::string::npos);
  CHECK(finished.out.find("failed") != std::string::npos);
  CHECK(lines(read_file(directory.path() / "r/runs.csv")).size() == 1 + 2 * 16);
  CHECK(lines(read_file(directory.path() / "r/cells.csv")).size() == 4);
  CHECK(read_file(directory.path() / "r/failed.csv").find(",2,\"out of memory; ") != std::string::npos);
  const Finished status = run(directory.path(), words("status r --json"));
  CHECK(status.exit_code == 1);
  const auto line = nlohmann::json::parse(status.out);
  CHECK(line["done"] == 2);
  CHECK(line["failures"][0]["number"] == 2);
  const Finished mended =
      run(directory.path(), words("train --arch 3,4 --samples 60 --epochs 5 --record metrics --out r --extend"));
  CHECK(mended.exit_code == 0);
  CHECK(!std::filesystem::exists(directory.path() / "r/failed.csv"));
  CHECK(run(directory.path(), words("status r")).exit_code == 0);
}

TEST_CASE("The status says what is done, who is running, and what is missing") {
  const TemporaryDirectory directory;
  const Running running(directory.path(),
                        words("train --arch 3,4 --epochs 3,1000000 --record none --jobs 1 --quiet --out r"));
  Finished status;
  for (int tries = 0; tries < 100; ++tries) {
    std::this_thread::sleep_for(50ms);
    status = run(directory.path(), words("status r --json"));
    if (status.out.find("\"done\":1") != std::string::npos) break;
  }
  CHECK(status.exit_code == 3);
  const auto line = nlohmann::json::parse(status.out);
  CHECK(line["cells"] == 4);
  CHECK(line["done"] == 1);
  CHECK(line["missing"] == 3);
  CHECK(line["running"] == true);
  CHECK(line["seconds_left"].get<double>() > 0);
  running.send(SIGKILL);
  running.wait();
  const Finished stopped = run(directory.path(), words("status r"));
  CHECK(stopped.exit_code == 3);
  CHECK(stopped.out.find("stopped; run the same command to go on") != std::string::npos);
}
