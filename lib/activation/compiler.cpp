#include <algorithm>

#include "activation/expression.hpp"

namespace actlab {
namespace {

using Id = ExpressionGraph::Id;
using Leaf = ExpressionGraph::Leaf;
using Place = FormulaOperand::Place;

class Compiler {
 public:
  Compiler(const ExpressionGraph& graph, const std::vector<Id>& outputs) : graph_(graph), outputs_(outputs) {}

  FormulaProgram compile() {
    order_nodes();
    find_last_uses();
    places_.resize(graph_.size());
    for (std::size_t i = 0; i < order_.size(); ++i) emit(i);
    for (std::size_t o = 0; o < outputs_.size(); ++o) {
      if (output_of(outputs_[o]) == o && graph_[outputs_[o]].leaf == Leaf::none) continue;
      program_.instructions.push_back({.op = FormulaOp::copy,
                                       .row = 0,
                                       .result = {Place::output, static_cast<std::uint16_t>(o)},
                                       .slope = {},
                                       .a = operand(outputs_[o]),
                                       .b = {},
                                       .c = {},
                                       .d = {}});
    }
    program_.outputs = outputs_.size();
    return std::move(program_);
  }

 private:
  // What the outputs need, operands first: nodes stand in that order in the graph.
  void order_nodes() {
    std::vector<bool> needed(graph_.size(), false);
    for (const Id id : outputs_) needed[id] = true;
    for (std::size_t id = graph_.size(); id-- > 0;) {
      if (!needed[id]) continue;
      for (const Id operand : graph_[static_cast<Id>(id)].operands) needed[operand] = true;
    }
    for (Id id = 0; id < graph_.size(); ++id) {
      if (needed[id] && graph_[id].leaf == Leaf::none) order_.push_back(id);
    }
  }

  void find_last_uses() {
    last_use_.assign(graph_.size(), 0);
    for (std::size_t i = 0; i < order_.size(); ++i) {
      for (const Id operand : graph_[order_[i]].operands) last_use_[operand] = i;
    }
  }

  // The node that has the other of value and slope of the same activation at the same argument; or itself.
  [[nodiscard]] Id partner_of(Id id) const {
    const auto& node = graph_[id];
    const bool value = node.op == FormulaOp::activation;
    if (!value && node.op != FormulaOp::activation_slope) return id;
    const FormulaOp other = value ? FormulaOp::activation_slope : FormulaOp::activation;
    const auto found = std::ranges::find_if(order_, [&](Id candidate) {
      const auto& that = graph_[candidate];
      return that.op == other && that.index == node.index && that.operands == node.operands;
    });
    return found == order_.end() ? id : *found;
  }

  [[nodiscard]] std::size_t output_of(Id id) const {
    return static_cast<std::size_t>(std::ranges::find(outputs_, id) - outputs_.begin());
  }

  FormulaOperand place_result(Id id) {
    const std::size_t output = output_of(id);
    if (output < outputs_.size()) return places_[id] = {Place::output, static_cast<std::uint16_t>(output)};
    std::size_t slot = 0;
    if (free_.empty()) {
      slot = program_.scratch++;
    } else {
      slot = free_.back();
      free_.pop_back();
    }
    return places_[id] = {Place::scratch, static_cast<std::uint16_t>(slot)};
  }

  void release_operands(std::size_t i) {
    std::vector<Id> operands = graph_[order_[i]].operands;
    std::ranges::sort(operands);
    operands.erase(std::unique(operands.begin(), operands.end()), operands.end());
    for (const Id operand : operands) {
      if (last_use_[operand] == i && places_[operand].place == Place::scratch) free_.push_back(places_[operand].index);
    }
  }

  FormulaOperand operand(Id id) {
    const auto& node = graph_[id];
    if (node.leaf == Leaf::input) return {Place::input, 0};
    if (node.leaf == Leaf::learned) return {Place::learned, node.index};
    if (node.leaf == Leaf::none) return places_[id];
    const auto found = std::ranges::find(program_.constants, node.value);
    const auto index = static_cast<std::uint16_t>(found - program_.constants.begin());
    if (found == program_.constants.end()) program_.constants.push_back(node.value);
    return {Place::constant, index};
  }

  void emit(std::size_t i) {
    const Id id = order_[i];
    if (places_[id].place != Place::none) {  // came into being with its partner
      release_operands(i);
      return;
    }
    const auto& node = graph_[id];
    FormulaInstruction instruction{.op = node.op,
                                   .row = node.index,
                                   .result = {},
                                   .slope = {},
                                   .a = operand(node.operands[0]),
                                   .b = {},
                                   .c = {},
                                   .d = {}};
    if (node.operands.size() > 1) instruction.b = operand(node.operands[1]);
    if (node.operands.size() > 2) instruction.c = operand(node.operands[2]);
    if (node.operands.size() > 3) instruction.d = operand(node.operands[3]);
    const Id partner = partner_of(id);
    // Places of operands that end here may be used again for the result: instructions read an element before they
    // write it.
    release_operands(i);
    if (partner == id) {
      instruction.result = place_result(id);
    } else {
      const bool value = node.op == FormulaOp::activation;
      instruction.op = FormulaOp::activation_with_slope;
      instruction.result = place_result(value ? id : partner);
      instruction.slope = place_result(value ? partner : id);
    }
    program_.instructions.push_back(instruction);
  }

  const ExpressionGraph& graph_;
  const std::vector<Id>& outputs_;
  std::vector<Id> order_;
  std::vector<std::size_t> last_use_;
  std::vector<FormulaOperand> places_;
  std::vector<std::uint16_t> free_;
  FormulaProgram program_;
};

}  // namespace

FormulaProgram compile(const ExpressionGraph& graph, const std::vector<Id>& outputs) {
  return Compiler(graph, outputs).compile();
}

}  // namespace actlab
