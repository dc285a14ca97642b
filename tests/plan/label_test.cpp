#include "plan/label.hpp"
#include "plan/setting_texts.hpp"

#include <catch2/catch.hpp>
#include <random>

using namespace actlab;

namespace {

// The settings of a spiral's network, but for these.
SettingTexts cell_of(const SettingTexts& values) {
  SettingTexts cell = test::setting_texts(Settings());
  cell["init"] = "he";
  cell["learning_rate"] = "0.03";
  for (const auto& [name, value] : values) cell.at(name) = value;
  return cell;
}

std::vector<std::string> labels_of(const std::vector<SettingTexts>& cells, bool dataset) {
  const CellLabels label(cells);
  std::vector<std::string> labels;
  for (const SettingTexts& cell : cells) labels.push_back(label(cell, dataset));
  return labels;
}

std::vector<std::string> labels_of(const std::vector<SettingTexts>& cells) { return labels_of(cells, false); }

std::vector<std::string> distinguishing(const std::vector<SettingTexts>& cells) {
  std::vector<std::string> names;
  const CellLabels labels(cells);
  for (const SettingInfo* setting : labels.settings()) names.emplace_back(setting->name);
  return names;
}

using Texts = std::vector<std::string>;

// Few values of settings that follow from others and of some that do not, so that cells often agree.
const std::map<std::string, Texts>& choices() {
  static const std::map<std::string, Texts> values{
      {"dataset", {"spiral", "circle", "iris"}},
      {"task", {"binary", "multiclass"}},
      {"target", {"last", "kind"}},
      {"train_fraction", {"0.5", "0.7"}},
      {"standardize", {"on", "off"}},
      {"arch", {"8-8", "linear"}},
      {"activation", {"relu", "tanh", "leaky_relu:slope=0.2", "mine=where(x>0,x,0)", "yours=x*sigmoid(x)"}},
      {"output_activation", {"sigmoid", "softmax"}},
      {"init", {"he", "glorot"}},
      {"optimizer", {"sgd", "adam"}},
      {"learning_rate", {"0.03", "0.001"}},
      {"momentum", {"0", "0.9"}},
      {"loss", {"squared", "cross_entropy"}},
      {"seed", {"1", "2"}}};
  return values;
}

}  // namespace

TEST_CASE("A cell is called by its activation where nothing else varies") {
  CHECK(labels_of({cell_of({})}) == Texts{"relu"});
  CHECK(labels_of({cell_of({{"activation", "relu"}}), cell_of({{"activation", "tanh"}})}) == Texts{"relu", "tanh"});
  CHECK(distinguishing({cell_of({})}) == Texts{"dataset", "arch", "activation"});
}

TEST_CASE("Cells that differ in their initializer alone are told apart by it") {
  const std::vector<SettingTexts> cells{cell_of({{"init", "he"}}), cell_of({{"init", "glorot"}})};
  CHECK(labels_of(cells) == Texts{"relu, init he", "relu, init glorot"});
  CHECK(distinguishing(cells) == Texts{"dataset", "arch", "activation", "init"});
}

TEST_CASE("An initializer that follows the activation is not shown") {
  const std::vector<SettingTexts> cells{cell_of({{"activation", "relu"}, {"init", "he"}}),
                                        cell_of({{"activation", "tanh"}, {"init", "glorot"}})};
  CHECK(labels_of(cells) == Texts{"relu", "tanh"});
  CHECK(distinguishing(cells) == Texts{"dataset", "arch", "activation"});
}

TEST_CASE("An initializer that differs under one activation is shown under all of them") {
  CHECK(labels_of({cell_of({{"activation", "relu"}, {"init", "he"}}),
                   cell_of({{"activation", "relu"}, {"init", "glorot"}}),
                   cell_of({{"activation", "tanh"}, {"init", "glorot"}})}) ==
        Texts{"relu, init he", "relu, init glorot", "tanh, init glorot"});
}

TEST_CASE("A learning rate that follows the optimizer is not shown, and one that is tried under it is") {
  const SettingTexts sgd = cell_of({{"optimizer", "sgd"}, {"learning_rate", "0.03"}});
  const SettingTexts adam = cell_of({{"optimizer", "adam"}, {"learning_rate", "0.001"}});
  CHECK(labels_of({sgd, adam}) == Texts{"relu, optimizer sgd", "relu, optimizer adam"});
  CHECK(labels_of({sgd, adam, cell_of({{"optimizer", "adam"}, {"learning_rate", "0.01"}})}) ==
        Texts{"relu, optimizer sgd, learning rate 0.03", "relu, optimizer adam, learning rate 0.001",
              "relu, optimizer adam, learning rate 0.01"});
}

TEST_CASE("A setting with two causes is shown where cells agree in both and yet differ in it") {
  const SettingTexts one = cell_of({{"output_activation", "sigmoid"}, {"loss", "binary_cross_entropy"}});
  const SettingTexts follows = cell_of({{"output_activation", "tanh"}, {"loss", "squared"}});
  CHECK(labels_of({one, follows}) == Texts{"relu, output activation sigmoid", "relu, output activation tanh"});
  const SettingTexts chosen = cell_of({{"output_activation", "sigmoid"}, {"loss", "squared"}});
  CHECK(labels_of({one, chosen}) == Texts{"relu, loss binary_cross_entropy", "relu, loss squared"});
}

TEST_CASE("A formula goes by the name that it was given, or stands for itself") {
  CHECK(formula_name("mine=x*sigmoid(x)") == "mine");
  CHECK(formula_name("mine=where(x>=0,x,0)") == "mine");
  for (const char* nameless : {"relu", "leaky_relu:slope=0.2", "where(x>=0,x,0)", "x*x", "x >= 0", ""}) {
    CAPTURE(nameless);
    CHECK(formula_name(nameless).empty());
  }
  CHECK(labels_of({cell_of({{"activation", "mine=x*sigmoid(x)"}}), cell_of({{"activation", "x*x"}})}) ==
        Texts{"mine", "x*x"});
}

TEST_CASE("The data set comes first where it varies and is asked for") {
  const std::vector<SettingTexts> cells{cell_of({{"dataset", "circle"}}), cell_of({{"dataset", "xor"}})};
  CHECK(labels_of(cells, true) == Texts{"circle, relu", "xor, relu"});
  CHECK(labels_of(cells, false) == Texts{"relu", "relu"});
  CHECK(labels_of({cell_of({})}, true) == Texts{"relu"});
}

TEST_CASE("Settings are named in words") {
  CHECK(words_of("learning_rate") == "learning rate");
  CHECK(words_of("l1_mode") == "l1 mode");
}

TEST_CASE("The texts of a cell are those of every setting") {
  const SettingTexts texts = test::setting_texts(Settings());
  CHECK(texts.size() == settings_table().size());
  CHECK(texts.at("arch") == "8-8");
  CHECK(texts.at("learning_rate") == "auto");
  CHECK(texts.at("shuffle") == "on");
}

TEST_CASE("Two different cells never have the same label") {
  std::mt19937 random(1);
  for (int round = 0; round < 2000; ++round) {
    std::vector<SettingTexts> cells(2 + random() % 6);
    // Two to four settings vary, the others are the same in all cells of the round.
    const std::size_t count = 2 + random() % 3;
    std::set<std::string> varying;
    while (varying.size() < count) {
      varying.insert(std::next(choices().begin(), static_cast<std::ptrdiff_t>(random() % choices().size()))->first);
    }
    for (SettingTexts& cell : cells) {
      SettingTexts values;
      for (const std::string& name : varying) values[name] = choices().at(name)[random() % choices().at(name).size()];
      cell = cell_of(values);
    }
    const Texts with_data = labels_of(cells, true);
    const Texts without_data = labels_of(cells, false);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        if (cells[i] == cells[j]) {
          CHECK(with_data[i] == with_data[j]);
          continue;
        }
        CAPTURE(with_data[i], round);
        CHECK(with_data[i] != with_data[j]);
        if (cells[i].at("dataset") == cells[j].at("dataset")) CHECK(without_data[i] != without_data[j]);
      }
    }
  }
}
