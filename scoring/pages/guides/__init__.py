"""What is made from the policy for whoever reads the rules: guide, list of materials, point table, text, differences."""
